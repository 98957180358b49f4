/* Elementary functions and luck of the C kernel: those of bondsim.rules.maths and bondsim.streams, to the bit. */
#ifndef TRAPPED_MATHS_H
#define TRAPPED_MATHS_H

#include <math.h>
#include <stdint.h>

static inline double clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

static inline double fexp(double x) {
    if (x < -700.0) x = -700.0;
    if (x > 700.0) x = 700.0;
    int k = (int)(x * 1.44269504088896338700 + (x >= 0.0 ? 0.5 : -0.5));
    double r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
    double s = 1.0 / 6227020800.0;
    s = s * r + 1.0 / 479001600.0;
    s = s * r + 1.0 / 39916800.0;
    s = s * r + 1.0 / 3628800.0;
    s = s * r + 1.0 / 362880.0;
    s = s * r + 1.0 / 40320.0;
    s = s * r + 1.0 / 5040.0;
    s = s * r + 1.0 / 720.0;
    s = s * r + 1.0 / 120.0;
    s = s * r + 1.0 / 24.0;
    s = s * r + 1.0 / 6.0;
    s = s * r + 1.0 / 2.0;
    s = s * r + 1.0;
    s = s * r + 1.0;
    return ldexp(s, k);
}

static inline double flog(double x) {
    if (x <= 0.0) return -700.0;
    int k;
    double m = frexp(x, &k);
    if (m < 0.70710678118654752440) {
        m = 2.0 * m;
        k = k - 1;
    }
    double z = (m - 1.0) / (m + 1.0);
    double w = z * z;
    double s = 1.0 / 21.0;
    s = s * w + 1.0 / 19.0;
    s = s * w + 1.0 / 17.0;
    s = s * w + 1.0 / 15.0;
    s = s * w + 1.0 / 13.0;
    s = s * w + 1.0 / 11.0;
    s = s * w + 1.0 / 9.0;
    s = s * w + 1.0 / 7.0;
    s = s * w + 1.0 / 5.0;
    s = s * w + 1.0 / 3.0;
    s = s * w + 1.0;
    return k * 6.93147180369123816490e-01 + (k * 1.90821492927058770002e-10 + 2.0 * z * s);
}

static inline double logistic(double x) {
    return 1.0 / (1.0 + fexp(-x));
}

static inline double logit(double p) {
    if (p < 1e-9) p = 1e-9;
    if (p > 1.0 - 1e-9) p = 1.0 - 1e-9;
    return flog(p / (1.0 - p));
}

static inline double fcos(double x) {
    double q = 0.25 * x * x;
    double s = -1.0 / 121645100408832000.0;
    s = s * q + 1.0 / 355687428096000.0;
    s = s * q - 1.0 / 1307674368000.0;
    s = s * q + 1.0 / 6227020800.0;
    s = s * q - 1.0 / 39916800.0;
    s = s * q + 1.0 / 362880.0;
    s = s * q - 1.0 / 5040.0;
    s = s * q + 1.0 / 120.0;
    s = s * q - 1.0 / 6.0;
    s = s * q + 1.0;
    return 1.0 - 2.0 * q * s * s;
}

static inline double fsin(double x) {
    return x >= 0.0 ? fcos(x - 1.57079632679489661923) : -fcos(-x - 1.57079632679489661923);
}

static inline double distance(double x0, double y0, double x1, double y1) {
    return sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
}

static double normal_cdf(double x) {
    double a = x >= 0.0 ? x : -x, tail;
    if (a > 37.0) {
        tail = 0.0;
    } else {
        double e = fexp(-0.5 * a * a);
        if (a < 7.07106781186547) {
            double n = 3.52624965998911e-02 * a + 0.700383064443688;
            n = n * a + 6.37396220353165;
            n = n * a + 33.912866078383;
            n = n * a + 112.079291497871;
            n = n * a + 221.213596169931;
            n = n * a + 220.206867912376;
            double d = 8.83883476483184e-02 * a + 1.75566716318264;
            d = d * a + 16.064177579207;
            d = d * a + 86.7807322029461;
            d = d * a + 296.564248779674;
            d = d * a + 637.333633378831;
            d = d * a + 793.826512519948;
            d = d * a + 440.413735824752;
            tail = e * n / d;
        } else {
            double b = a + 0.65;
            b = a + 4.0 / b;
            b = a + 3.0 / b;
            b = a + 2.0 / b;
            b = a + 1.0 / b;
            tail = e / b / 2.506628274631;
        }
    }
    return x > 0.0 ? 1.0 - tail : tail;
}

static double normal_quantile(double u) {
    double q = u - 0.5;
    if (-0.425 <= q && q <= 0.425) {
        double r = 0.180625 - q * q;
        double n = 2509.0809287301226727 * r + 33430.575583588128105;
        n = n * r + 67265.770927008700853;
        n = n * r + 45921.953931549871457;
        n = n * r + 13731.693765509461125;
        n = n * r + 1971.5909503065514427;
        n = n * r + 133.14166789178437745;
        n = n * r + 3.387132872796366608;
        double d = 5226.495278852854561 * r + 28729.085735721942674;
        d = d * r + 39307.89580009271061;
        d = d * r + 21213.794301586595867;
        d = d * r + 5394.1960214247511077;
        d = d * r + 687.1870074920579083;
        d = d * r + 42.313330701600911252;
        d = d * r + 1.0;
        return q * n / d;
    }
    double tail = q < 0.0 ? u : 1.0 - u;
    double r = sqrt(-flog(tail)), n, d;
    if (r <= 5.0) {
        r = r - 1.6;
        n = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
        n = n * r + 0.241780725177450611770;
        n = n * r + 1.27045825245236838258;
        n = n * r + 3.64784832476320460504;
        n = n * r + 5.76949722146069140550;
        n = n * r + 4.63033784615654529590;
        n = n * r + 1.42343711074968357734;
        d = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
        d = d * r + 0.0151986665636164571966;
        d = d * r + 0.148103976427480074590;
        d = d * r + 0.689767334985100004550;
        d = d * r + 1.67638483018380384940;
        d = d * r + 2.05319162663775882187;
        d = d * r + 1.0;
    } else {
        r = r - 5.0;
        n = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
        n = n * r + 0.00124266094738807843860;
        n = n * r + 0.0265321895265761230930;
        n = n * r + 0.296560571828504891230;
        n = n * r + 1.78482653991729133580;
        n = n * r + 5.46378491116411436990;
        n = n * r + 6.65790464350110377720;
        d = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
        d = d * r + 1.8463183175100546818e-5;
        d = d * r + 7.868691311456132591e-4;
        d = d * r + 0.0148753612908506148525;
        d = d * r + 0.136929880922735805310;
        d = d * r + 0.599832206555887937690;
        d = d * r + 1.0;
    }
    return q > 0.0 ? n / d : -n / d;
}

static double uniform(uint64_t seed, uint32_t replicate, uint32_t stream, uint32_t agent, uint32_t step) {
    uint32_t c0 = step, c1 = agent, c2 = stream, c3 = replicate, k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int i = 0; i < 10; i++) {
        uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
        uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return ((double)(c0 >> 6) * 67108864.0 + (double)(c1 >> 6) + 0.5) * (1.0 / 4503599627370496.0);
}

/* Stream of what concerns another. */
static inline uint32_t towards(uint32_t stream, int64_t other) {
    return stream * 0x9E3779B1u + (uint32_t)other;
}

static inline double on_lattice(double x) {
    return (double)(int64_t)(x * 1048576.0 + 0.5) / 1048576.0;
}

#endif
