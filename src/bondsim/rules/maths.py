"""Portable elementary functions: the same bits on every machine, in Python and compiled.

Only IEEE operations that are exactly defined are used (add, multiply, divide, square root, scaling by
powers of two). Errors are below 4e-15 relative for `exp` and `log`, 4e-15 absolute for `cos`, and 1e-15
absolute for `normal_cdf`, as the tests measure.
"""

from math import frexp, ldexp
from math import sqrt as sqrt  # exactly defined by IEEE, and so a rule may use it as it is

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
INV_LN2 = 1.44269504088896338700
SQRT_HALF = 0.70710678118654752440
HALF_PI = 1.57079632679489661923
DEGREE = 0.017453292519943295


def exp(x):
    """Exponential of `x`, clamped to x in [-700, 700]."""
    if x < -700.0:
        x = -700.0
    if x > 700.0:
        x = 700.0
    k = int(x * INV_LN2 + (0.5 if x >= 0.0 else -0.5))
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    s = 1.0 / 6227020800.0
    s = s * r + 1.0 / 479001600.0
    s = s * r + 1.0 / 39916800.0
    s = s * r + 1.0 / 3628800.0
    s = s * r + 1.0 / 362880.0
    s = s * r + 1.0 / 40320.0
    s = s * r + 1.0 / 5040.0
    s = s * r + 1.0 / 720.0
    s = s * r + 1.0 / 120.0
    s = s * r + 1.0 / 24.0
    s = s * r + 1.0 / 6.0
    s = s * r + 1.0 / 2.0
    s = s * r + 1.0
    s = s * r + 1.0
    return ldexp(s, k)


def log(x):
    """Natural logarithm of `x`; -700 for x <= 0."""
    if x <= 0.0:
        return -700.0
    m, k = frexp(x)
    if m < SQRT_HALF:
        m = 2.0 * m
        k = k - 1
    z = (m - 1.0) / (m + 1.0)
    w = z * z
    s = 1.0 / 21.0
    s = s * w + 1.0 / 19.0
    s = s * w + 1.0 / 17.0
    s = s * w + 1.0 / 15.0
    s = s * w + 1.0 / 13.0
    s = s * w + 1.0 / 11.0
    s = s * w + 1.0 / 9.0
    s = s * w + 1.0 / 7.0
    s = s * w + 1.0 / 5.0
    s = s * w + 1.0 / 3.0
    s = s * w + 1.0
    return k * LN2_HIGH + (k * LN2_LOW + 2.0 * z * s)


def logistic(x):
    """Logistic function 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp(-x))


def logit(p):
    """Log-odds of the probability `p`, which is first kept within [1e-9, 1 - 1e-9]."""
    if p < 1e-9:
        p = 1e-9
    if p > 1.0 - 1e-9:
        p = 1.0 - 1e-9
    return log(p / (1.0 - p))


def cos(x):
    """Cosine of `x` in radians, for x in [-pi, pi]."""
    q = 0.25 * x * x  # cos x = 1 - 2 sin(x/2)^2, and |x/2| <= pi/2
    s = -1.0 / 121645100408832000.0
    s = s * q + 1.0 / 355687428096000.0
    s = s * q - 1.0 / 1307674368000.0
    s = s * q + 1.0 / 6227020800.0
    s = s * q - 1.0 / 39916800.0
    s = s * q + 1.0 / 362880.0
    s = s * q - 1.0 / 5040.0
    s = s * q + 1.0 / 120.0
    s = s * q - 1.0 / 6.0
    s = s * q + 1.0
    return 1.0 - 2.0 * q * s * s


def sin(x):
    """Sine of `x` in radians, for x in [-pi, pi]."""
    return cos(x - HALF_PI) if x >= 0.0 else -cos(-x - HALF_PI)


def turned_x(x, y, angle_rad):
    """First part of a direction after a turn (rad, within [-pi, pi])."""
    return x * cos(angle_rad) - y * sin(angle_rad)


def turned_y(x, y, angle_rad):
    """Second part of a direction after a turn (rad, within [-pi, pi])."""
    return x * sin(angle_rad) + y * cos(angle_rad)


def clamp(x, low, high):
    """`x` kept within [low, high]."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def on_lattice(x):
    """`x` >= 0 rounded to 2**-20: sums of such numbers are exact, so that they depend on no order."""
    return int(x * 1048576.0 + 0.5) / 1048576.0


def distance(x0, y0, x1, y1):
    """Distance between two points, in the unit of the coordinates."""
    return sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0))


def normal_cdf(x):
    """Standard normal distribution function (Hart's approximation, after `bondsim.sources.WEST_2005`)."""
    a = x if x >= 0.0 else -x
    if a > 37.0:
        tail = 0.0
    else:
        e = exp(-0.5 * a * a)
        if a < 7.07106781186547:
            n = 3.52624965998911e-02 * a + 0.700383064443688
            n = n * a + 6.37396220353165
            n = n * a + 33.912866078383
            n = n * a + 112.079291497871
            n = n * a + 221.213596169931
            n = n * a + 220.206867912376
            d = 8.83883476483184e-02 * a + 1.75566716318264
            d = d * a + 16.064177579207
            d = d * a + 86.7807322029461
            d = d * a + 296.564248779674
            d = d * a + 637.333633378831
            d = d * a + 793.826512519948
            d = d * a + 440.413735824752
            tail = e * n / d
        else:
            b = a + 0.65
            b = a + 4.0 / b
            b = a + 3.0 / b
            b = a + 2.0 / b
            b = a + 1.0 / b
            tail = e / b / 2.506628274631
    return 1.0 - tail if x > 0.0 else tail


def normal_quantile(u):
    """Standard normal quantile of `u` in (0, 1) (algorithm AS 241, `bondsim.sources.WICHURA_1988`)."""
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        n = 2509.0809287301226727 * r + 33430.575583588128105
        n = n * r + 67265.770927008700853
        n = n * r + 45921.953931549871457
        n = n * r + 13731.693765509461125
        n = n * r + 1971.5909503065514427
        n = n * r + 133.14166789178437745
        n = n * r + 3.387132872796366608
        d = 5226.495278852854561 * r + 28729.085735721942674
        d = d * r + 39307.89580009271061
        d = d * r + 21213.794301586595867
        d = d * r + 5394.1960214247511077
        d = d * r + 687.1870074920579083
        d = d * r + 42.313330701600911252
        d = d * r + 1.0
        return q * n / d
    tail = u if q < 0.0 else 1.0 - u
    r = sqrt(-log(tail))
    if r <= 5.0:
        r = r - 1.6
        n = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
        n = n * r + 0.241780725177450611770
        n = n * r + 1.27045825245236838258
        n = n * r + 3.64784832476320460504
        n = n * r + 5.76949722146069140550
        n = n * r + 4.63033784615654529590
        n = n * r + 1.42343711074968357734
        d = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
        d = d * r + 0.0151986665636164571966
        d = d * r + 0.148103976427480074590
        d = d * r + 0.689767334985100004550
        d = d * r + 1.67638483018380384940
        d = d * r + 2.05319162663775882187
        d = d * r + 1.0
    else:
        r = r - 5.0
        n = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        n = n * r + 0.00124266094738807843860
        n = n * r + 0.0265321895265761230930
        n = n * r + 0.296560571828504891230
        n = n * r + 1.78482653991729133580
        n = n * r + 5.46378491116411436990
        n = n * r + 6.65790464350110377720
        d = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
        d = d * r + 1.8463183175100546818e-5
        d = d * r + 7.868691311456132591e-4
        d = d * r + 0.0148753612908506148525
        d = d * r + 0.136929880922735805310
        d = d * r + 0.599832206555887937690
        d = d * r + 1.0
    return n / d if q > 0.0 else -n / d
