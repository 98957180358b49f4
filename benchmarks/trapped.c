/* The rail yard's trapped phase in C: the bar that the compiled kernel is measured against. Not shipped.
 *
 * A hand translation of bondsim's rules and laws for a run that starts with the boot caught: the same luck (Philox addresses), the
 * same order of operations and so the same bits, compiled with -O3 -march=native -ffp-contract=off. Written for this phase alone:
 * the suspect is gone, so chases and falls are left out; there is one train; times that do not change in a run are turned into
 * steps once. trapped.py reads the structs between the marks below, fills them by name from a Setup, and calls run_all.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { HANDLER, DOG, RESPONDER_1, RESPONDER_2, DISPATCHER, N_AGENTS };
enum { PULL, GUARD, WITHDRAW, TRAVEL, N_ACTIONS, WAIT = -1, NO_ORDER = -2 };
enum { WORLD = 1, SENSES = 2, CHOICE = 3, FORCE = 5, RADIO = 6, STANCE = 7 };

/* <structs> */
typedef struct {
    double look_s, criterion, bond_shift, gain, arousal_loss, age_loss, expected, leak, floor, notice;
} sense_law;
typedef struct {
    double bias, self_reliance, distress, own_share, last_moment_s;
} harm_law;
typedef struct {
    double temperature, arousal_noise, arousal_cap, interrupt;
} choice_law;
typedef struct {
    double tau, alarm_rate, effort_rate, calming_rate, stress_shift;
} arousal_law;
typedef struct {
    double cold_per_degree, muscle_cooling, cold_below_c, age_half, age_spread;
} energy_law;
typedef struct {
    double period_s, force_s, angle_deg, force_sd, vigour_floor, drain, wear, grip_m, reach_m, withdrawn_m, assist, crawl_m_s, slip_m;
} drag_law;
typedef struct {
    double base_rate, progress_rate, progress_m, danger_rate, danger_level, call_back_rate, memory_s;
} stance_law;
typedef struct {
    double p_message, retry_s, position_sd_m, sweep_m, dispatch_s, dispatch_sd;
    int64_t stops_traffic;
} radio_law;
typedef struct {
    double memory, negativity;
    int64_t learns;
} trust_law;
typedef struct {
    double rescue_gain;
    int64_t learns;
} attachment_law;
typedef struct {
    double friction, friction_sd;
} ground_law;
typedef struct {
    double temperature_c;
} weather_law;
typedef struct {
    double relief, relief_distress, near, effort, exposure, duration_s;
} action_features;
typedef struct {
    double warning_s, speed_m_s, braking_m_s2, length_m, half_width_m, clear_m, foreseen_s, foreseen_spread_s, signal_100m;
    int64_t id;
} train_traits;
typedef struct {
    int64_t id, present, knows_partner, ages_like_dog, protects, seeks;
    double x_m, y_m, w_command, w_protect, w_seek, w_self, w_effort, boldness, skill_obey, arousal_rest, arousal_best;
    double mass_kg, age_y, speed_m_s, critical_speed_m_s, sprint_m, pull_share, sight_m, travel_s;
    double reserve, arousal, stress, wear;
} agent_traits;
typedef struct {
    double bond, good, bad, self_trust;
} relation_traits;
typedef struct {
    double dt_s;
    int64_t max_steps;
} clock_traits;
typedef struct {
    double rescued, handler_alive, dog_alive, trapped, disobeyed, first_disobey_s, encouraged_s, time_to_clear_s, clear_margin_s;
    double force_margin, force_margin_max, dog_pulls, responder_pulls, dragged_m, informed_s, backup_s;
    double dog_bond_after, dog_trust_after, handler_trust_after, dog_reserve_after, dog_wear_after, duration_s, decisions, status;
} outcome;
/* </structs> */

/* One design point: every law, every trait, every agent where it starts. */
typedef struct {
    sense_law sense;
    harm_law harm;
    choice_law choice;
    arousal_law arousal;
    energy_law energy;
    drag_law drag;
    stance_law stance;
    radio_law radio;
    trust_law trust;
    attachment_law attachment;
    ground_law ground;
    weather_law weather;
    action_features actions[N_ACTIONS];
    train_traits train;
    agent_traits agents[N_AGENTS];
    relation_traits partner[N_AGENTS];  /* what each holds towards its partner */
    relation_traits superior[N_AGENTS]; /* and towards the one whose orders count */
    clock_traits clock;
} point;

typedef struct {
    const int8_t *terrain;
    const double *pace;
    double cell_m;
    int64_t width, height;
} map;

/* ---- the same elementary functions, to the bit ------------------------------------------------------------------------------ */

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
    return ((double)(c0 >> 5) * 67108864.0 + (double)(c1 >> 6) + 0.5) * (1.0 / 9007199254740992.0);
}

/* ---- state ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
    double bond, good, bad, trust, self_trust;
} relation;

typedef struct {
    const agent_traits *t;
    relation to_partner;
    double trust_in_orders;
    int partner; /* place in the cast, -1 for none */
    unsigned repertoire;
    int present, alive, down, trapped, clear, aware, knows_partner, noticed, encourages, order, action;
    int64_t ends, started, last_pull, informed, sent;
    double x, y, next_x, next_y, target_x, target_y;
    double capacity, reserve, arousal, wear, dragged, slide, pull_n, force_n, lead, patience, delay_s, search_s;
    double evidence, own_harm, partner_harm, partner_distress;
} agent;

typedef struct {
    const train_traits *t;
    double y, gap, pace, eta;
    int over, braking, at_last;
} train;

typedef struct {
    const point *p;
    const map *m;
    uint64_t seed;
    uint32_t replicate;
    int64_t step;
    double t_s, dt, friction, power;
    int64_t look_steps, force_steps, period_steps, retry_steps, action_steps[N_ACTIONS];
    int look, stop, status;
    train train;
    agent a[N_AGENTS];
    outcome o;
    double margin_sum;
} world;

static inline double luck(const world *w, uint32_t stream, int64_t who, int64_t step) {
    return uniform(w->seed, w->replicate, stream, (uint32_t)who, (uint32_t)step);
}

static int64_t steps_of(const world *w, double seconds) {
    int64_t n = (int64_t)(seconds / w->dt + 0.5);
    return n > 1 ? n : 1;
}

static inline void alert_all(world *w) {
    for (int j = 0; j < N_AGENTS; j++) w->a[j].aware = 1;
}

static inline void order(world *w, int j, int action) {
    w->a[j].order = action;
    w->a[j].aware = 1;
}

/* ---- hazard ----------------------------------------------------------------------------------------------------------------- */

static inline int threatens(const train *h, double y) {
    if (h->over) return 0;
    double off = y - h->y;
    return -h->t->half_width_m < off && off < h->t->half_width_m;
}

static inline void advance(world *w) {
    train *h = &w->train;
    if (h->over) return;
    double dt = w->dt, brake = h->braking ? h->t->braking_m_s2 : 0.0;
    if (brake > 0.0 && h->pace - brake * dt < 0.0)
        h->gap = h->gap - 0.5 * h->pace * h->pace / brake;
    else
        h->gap = h->gap - (h->pace * dt - 0.5 * brake * dt * dt);
    h->pace = h->pace - brake * dt;
    if (h->pace <= 0.0) {
        h->pace = 0.0;
        h->over = 1;
        alert_all(w);
        return;
    }
    h->eta = h->gap > 0.0 ? h->gap / h->pace : 0.0;
    if (!h->at_last && h->eta <= w->p->harm.last_moment_s) {
        h->at_last = 1;
        alert_all(w);
    }
    if (h->gap <= -h->t->length_m) {
        h->over = 1;
        alert_all(w);
    }
    if (h->gap <= 0.0)
        for (int j = 0; j < N_AGENTS; j++)
            if (w->a[j].present && w->a[j].alive && threatens(h, w->a[j].y)) w->a[j].alive = 0;
}

/* ---- sense ------------------------------------------------------------------------------------------------------------------ */

static double sensitivity(const world *w, const agent *me, double signal) {
    const sense_law *p = &w->p->sense;
    if (signal <= 0.0) return 0.0;
    double off = 2.0 * (me->arousal - me->t->arousal_best);
    double d = p->gain * flog(1.0 + signal) - p->arousal_loss * off * off - p->age_loss * (1.0 - me->capacity);
    return d > 0.0 ? d : 0.0;
}

static double evidence_after(double evidence, int is_hit, const sense_law *p) {
    double kept = evidence * (1.0 - (1.0 - p->leak) * p->look_s);
    double false_alarm = normal_cdf(-p->criterion);
    double hit = normal_cdf(p->expected - p->criterion);
    kept += is_hit ? flog(hit / false_alarm) : flog((1.0 - hit) / (1.0 - false_alarm));
    return kept > p->floor ? kept : p->floor;
}

static void listen(world *w, agent *me) {
    const sense_law *p = &w->p->sense;
    const train *h = &w->train;
    if (me->evidence <= p->notice) {
        double bond = 0.0;
        int about = 0;
        if (me->partner >= 0) {
            bond = me->to_partner.bond;
            about = threatens(h, w->a[me->partner].y);
        }
        double gap = h->gap > 1.0 ? h->gap : 1.0;
        double d = sensitivity(w, me, h->t->signal_100m * 100.0 / gap);
        double c = p->criterion - p->bond_shift * bond * about;
        int is_hit = luck(w, SENSES, me->t->id ^ h->t->id, w->step) < normal_cdf(d - c);
        me->evidence = evidence_after(me->evidence, is_hit, p);
    }
    if (me->evidence > p->notice) {
        me->noticed = 1;
        me->aware = 1;
    }
}

static void find(agent *me) {
    me->knows_partner = 1;
    me->order = PULL;
    me->aware = 1;
}

static void look_for_partner(world *w, agent *me) {
    const agent *other = &w->a[me->partner];
    double d = distance(me->x, me->y, other->x, other->y);
    d = d > 0.1 ? d : 0.1;
    double signal = (me->t->sight_m / d) * (me->t->sight_m / d);
    double c = w->p->sense.criterion - w->p->sense.bond_shift * 0.0 * 0;
    if (luck(w, SENSES, me->t->id ^ other->t->id, w->step) < normal_cdf(sensitivity(w, me, signal) - c)) find(me);
}

static inline void sense(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->present || !me->alive) return;
    if (!w->train.over && !me->noticed) listen(w, me);
    if (me->partner >= 0 && !me->knows_partner) look_for_partner(w, me);
}

/* ---- appraise --------------------------------------------------------------------------------------------------------------- */

static inline double combined_harm(double harm, double another) {
    return 1.0 - (1.0 - harm) * (1.0 - another);
}

static inline double front_harm(const train *h) {
    return logistic((h->t->foreseen_s - h->eta) / h->t->foreseen_spread_s);
}

static double harm_to_partner(const world *w, const agent *me, const agent *other) {
    if (!me->noticed || !threatens(&w->train, other->y)) return 0.0;
    const harm_law *p = &w->p->harm;
    int is_out = distance(me->x, me->y, other->x, other->y) > me->t->sight_m;
    double harm = front_harm(&w->train);
    double shift = p->bias - p->self_reliance * (me->to_partner.self_trust - 0.5) * is_out;
    if (harm > 0.0 && shift != 0.0) harm = logistic(logit(harm) + shift);
    return combined_harm(0.0, harm);
}

static void excite(world *w, agent *me) {
    const arousal_law *p = &w->p->arousal;
    double alarm = me->own_harm > me->partner_harm ? me->own_harm : me->partner_harm;
    double rise = p->alarm_rate * alarm;
    if (me->action == PULL) rise += p->effort_rate;
    double calming = 0.0;
    if (me->partner >= 0) {
        const agent *other = &w->a[me->partner];
        if (other->present && distance(me->x, me->y, other->x, other->y) < 2.0) calming = p->calming_rate * me->to_partner.bond;
    }
    double rest = me->t->arousal_rest + p->stress_shift * me->t->stress;
    double settle = 1.0 / p->tau + (me->arousal > rest ? calming : 0.0);
    double rate = settle + rise;
    double level = (settle * rest + rise) / rate;
    me->arousal = clamp(level + (me->arousal - level) * fexp(-rate * w->p->sense.look_s), 0.0, 1.0);
}

static inline void appraise(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->present || !me->alive || (!w->look && !me->aware)) return;
    me->own_harm = 0.0;
    if (me->noticed && threatens(&w->train, me->y)) me->own_harm = combined_harm(0.0, front_harm(&w->train));
    me->partner_distress = 0.0;
    me->partner_harm = 0.0;
    if (me->partner >= 0 && me->knows_partner) {
        const agent *other = &w->a[me->partner];
        if (other->present && other->alive) {
            me->partner_distress = other->down ? w->p->harm.distress : 0.0;
            me->partner_harm = combined_harm(harm_to_partner(w, me, other), me->partner_distress);
        }
    }
    if (w->look) excite(w, me);
}

/* ---- choose ----------------------------------------------------------------------------------------------------------------- */

static const double CLOSED = -1.0e300;
static const int64_t OPEN_END = (int64_t)1 << 40;

static int is_open(const world *w, const agent *me, int action) {
    if (me->down || !(me->repertoire >> action & 1)) return 0;
    if (action == WITHDRAW || action == TRAVEL) return me->order == action;
    if (me->partner < 0 || !me->knows_partner) return 0;
    const agent *other = &w->a[me->partner];
    if (!other->present || !other->alive) return 0;
    return action == GUARD || (other->down && !other->clear);
}

static double harm_to_self(const world *w, const agent *me, int action) {
    if (action == PULL || action == GUARD)
        return w->train.at_last && me->noticed ? me->own_harm : w->p->harm.own_share * me->partner_harm;
    return w->p->actions[action].exposure;
}

static double utility(const world *w, const agent *me, int action) {
    const agent_traits *t = me->t;
    const action_features *f = &w->p->actions[action];
    double bond = me->partner >= 0 ? me->to_partner.bond : 0.0;
    double averted = f->relief > 0.0 ? f->relief * me->partner_harm : f->relief_distress * me->partner_distress;
    double u = 0.0;
    u += t->w_command * me->trust_in_orders * t->skill_obey * (me->order == action ? 1.0 : 0.0);
    u += t->w_protect * t->protects * bond * averted;
    u += t->w_seek * t->seeks * bond * f->near;
    u += -t->w_self * (1.0 - t->boldness) * harm_to_self(w, me, action);
    u += -t->w_effort * ((1.0 - me->reserve) + me->wear) * f->effort;
    return u;
}

static double lead_over(const double *u, int action) {
    double best = CLOSED;
    for (int a = 0; a < N_ACTIONS; a++)
        if (a != action && u[a] > best) best = u[a];
    return best > CLOSED ? best - u[action] : CLOSED;
}

static void start(const world *w, agent *me, int action, double lead) {
    me->action = action;
    me->lead = lead;
    me->started = -1;
    me->force_n = 0.0;
    me->ends = action == WAIT || action == PULL ? OPEN_END : w->step + w->action_steps[action];
}

static inline void choose(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->present || !me->alive) return;
    int is_due = w->step >= me->ends;
    if (!is_due && !w->look && !me->aware) return;
    me->aware = 0;
    double u[N_ACTIONS], best = CLOSED;
    int n_open = 0;
    for (int a = 0; a < N_ACTIONS; a++) {
        u[a] = CLOSED;
        if (is_open(w, me, a)) {
            u[a] = utility(w, me, a);
            if (u[a] > best) best = u[a];
            n_open++;
        }
    }
    if (!n_open) {
        start(w, me, WAIT, 0.0);
        return;
    }
    const choice_law *p = &w->p->choice;
    double off = 2.0 * (clamp(me->arousal, 0.0, p->arousal_cap) - me->t->arousal_best);
    double tau = p->temperature * (1.0 + p->arousal_noise * off * off);
    if (!is_due && me->action != WAIT && u[me->action] > CLOSED)
        if (!(lead_over(u, me->action) - me->lead > p->interrupt * tau)) return;
    double weight[N_ACTIONS], total = 0.0, below = 0.0;
    for (int a = 0; a < N_ACTIONS; a++)
        if (u[a] > CLOSED) {
            weight[a] = fexp((u[a] - best) / tau);
            total += weight[a];
        }
    double at = luck(w, CHOICE, me->t->id, w->step) * total;
    int chosen = WAIT;
    for (int a = 0; a < N_ACTIONS; a++)
        if (u[a] > CLOSED && (below == 0.0 || below <= at)) {
            chosen = a;
            below += weight[a];
        }
    w->o.decisions += 1.0;
    start(w, me, chosen, lead_over(u, chosen));
}

/* ---- speak ------------------------------------------------------------------------------------------------------------------ */

static inline double spread_log(double median, double sd, double u) {
    return sd <= 0.0 ? median : median * fexp(sd * normal_quantile(u));
}

static void call_for_help(world *w, agent *me) {
    agent *desk = &w->a[DISPATCHER];
    const radio_law *p = &w->p->radio;
    if (desk->informed >= 0 || w->step % w->retry_steps != 0) return;
    if (luck(w, RADIO, me->t->id, w->step) >= p->p_message) return;
    desk->informed = w->step;
    desk->target_x = me->x + p->position_sd_m * normal_quantile(luck(w, RADIO, desk->t->id, 1));
    desk->target_y = me->y + p->position_sd_m * normal_quantile(luck(w, RADIO, desk->t->id, 2));
    desk->delay_s = spread_log(p->dispatch_s, p->dispatch_sd, luck(w, WORLD, desk->t->id, 1));
    w->o.informed_s = w->t_s;
}

static void dispatch(world *w, agent *desk) {
    if ((w->step - desk->informed) * w->dt < desk->delay_s) return;
    desk->sent = w->step;
    for (int j = RESPONDER_1; j <= RESPONDER_2; j++) {
        agent *a = &w->a[j];
        if (a->present) continue;
        a->sent = w->step;
        a->order = TRAVEL;
        a->target_x = desk->target_x;
        a->target_y = desk->target_y;
    }
    if (w->p->radio.stops_traffic && !w->train.over && w->train.t->braking_m_s2 > 0.0) w->train.braking = 1;
}

static void arrive(world *w, agent *me) {
    const radio_law *p = &w->p->radio;
    if ((w->step - me->sent) * w->dt < me->t->travel_s) return;
    me->present = 1;
    double radius = p->position_sd_m - 0.5 * me->t->sight_m;
    me->search_s = radius <= 0.0 ? 0.0 : 3.141592653589793 * radius * radius / (p->sweep_m * me->t->critical_speed_m_s);
    for (int j = 0; j < DISPATCHER; j++)
        if (j != DOG) w->a[j].aware = 1;
}

static double encourage_rate(const world *w, const agent *me, int pulled_lately) {
    const stance_law *p = &w->p->stance;
    if (!pulled_lately) return p->call_back_rate;
    double trust = me->to_partner.trust;
    double rate = p->base_rate + p->progress_rate * trust * (1.0 - fexp(-me->dragged / p->progress_m));
    if (me->own_harm > p->danger_level) rate += p->danger_rate * (0.5 + trust);
    return rate;
}

static void lead_dog(world *w, agent *me) {
    const agent *dog = &w->a[DOG];
    if (!dog->present || !dog->alive || me->encourages || me->clear || dog->order == PULL) return;
    int lately = me->last_pull >= 0 && (w->step - me->last_pull) * w->dt <= w->p->stance.memory_s;
    me->patience = me->patience - encourage_rate(w, me, lately) * w->dt;
    if (me->patience <= 0.0) {
        me->encourages = 1;
        w->o.encouraged_s = w->t_s;
        order(w, DOG, PULL);
    }
}

static inline void speak(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->alive) return;
    if (me->informed >= 0 && me->sent < 0) dispatch(w, me);
    if (!me->present) {
        if (me->sent >= 0 && (me->repertoire >> TRAVEL & 1)) arrive(w, me);
        return;
    }
    if (i == HANDLER) {
        call_for_help(w, me);
        lead_dog(w, me);
    }
}

/* ---- act -------------------------------------------------------------------------------------------------------------------- */

static double reserve_after(double reserve, double speed, const agent_traits *t, double seconds) {
    double over = speed - t->critical_speed_m_s;
    if (over > 0.0) return clamp(reserve - over * seconds / t->sprint_m, 0.0, 1.0);
    return clamp(1.0 - (1.0 - reserve) * fexp(over * seconds / t->sprint_m), 0.0, 1.0);
}

static inline double pace_at(const map *m, double x, double y) {
    int64_t column = (int64_t)(x / m->cell_m), row = (int64_t)(y / m->cell_m);
    column = column < 0 ? 0 : column > m->width - 1 ? m->width - 1 : column;
    row = row < 0 ? 0 : row > m->height - 1 ? m->height - 1 : row;
    return m->pace[m->terrain[row * m->width + column]];
}

static int go(const world *w, agent *me, double x, double y) {
    double left = distance(me->x, me->y, x, y);
    if (left < 1e-9) return 0;
    const agent_traits *t = me->t;
    double pace = pace_at(w->m, me->x, me->y);
    double above = t->speed_m_s - t->critical_speed_m_s;
    double speed = (t->critical_speed_m_s + (above > 0.0 ? above : 0.0) * me->reserve) * (1.0 - 0.5 * me->wear) * w->power;
    double stride = speed * pace * w->dt;
    double share = stride >= left ? 1.0 : stride / left;
    me->next_x = me->x + (x - me->x) * share;
    me->next_y = me->y + (y - me->y) * share;
    me->reserve = reserve_after(me->reserve, speed, t, w->dt);
    return 1;
}

static inline int to_partner(const world *w, agent *me, double off_m) {
    const agent *other = &w->a[me->partner];
    return go(w, me, other->x, other->y + off_m); /* the way out is along y */
}

static inline double resistance(double friction, double mass_kg) {
    return friction * mass_kg * 9.81;
}

static inline double helping_force(const world *w, const agent *victim) {
    if (!victim->encourages || !victim->alive) return 0.0;
    return w->p->drag.assist * 0.5 * victim->t->mass_kg * 9.81 * w->power;
}

static void count_pull(world *w, int i, double margin) {
    outcome *o = &w->o;
    if (i == DOG) {
        o->dog_pulls += 1.0;
    } else {
        o->responder_pulls += 1.0;
        if (!(o->backup_s >= 0.0)) o->backup_s = w->t_s;
    }
    w->margin_sum = w->margin_sum + margin;
    o->force_margin = w->margin_sum / (o->dog_pulls + o->responder_pulls);
    if (!(o->force_margin_max >= margin)) o->force_margin_max = margin;
    if (w->a[i].order == WITHDRAW && o->disobeyed < 1.0) {
        o->disobeyed = 1.0;
        o->first_disobey_s = w->t_s;
    }
}

static void take_hold(world *w, int i) {
    agent *me = &w->a[i], *other = &w->a[me->partner];
    const drag_law *p = &w->p->drag;
    me->started = w->step;
    me->ends = w->step + w->period_steps;
    double vigour = p->vigour_floor + (1.0 - p->vigour_floor) * me->to_partner.bond * me->partner_harm;
    double peak = me->t->pull_share * me->t->mass_kg * 9.81 * me->capacity * (1.0 - me->wear) * (0.5 + 0.5 * me->reserve) * vigour;
    if (p->force_sd > 0.0) {
        peak = peak * (1.0 + p->force_sd * normal_quantile(luck(w, FORCE, me->t->id, w->step)));
        peak = peak > 0.0 ? peak : 0.0;
    }
    double angle = p->angle_deg * 0.017453292519943295;
    me->force_n = peak * (fcos(angle) + w->friction * fsin(angle));
    me->reserve = me->reserve - p->drain > 0.0 ? me->reserve - p->drain : 0.0;
    me->wear = me->wear + p->wear < 1.0 ? me->wear + p->wear : 1.0;
    other->last_pull = w->step;
    count_pull(w, i, (me->force_n + helping_force(w, other)) / resistance(w->friction, other->t->mass_kg));
}

static void pull(world *w, int i) {
    agent *me = &w->a[i], *other = &w->a[me->partner];
    const drag_law *p = &w->p->drag;
    if (me->started < 0) {
        if (distance(me->x, me->y, other->x, other->y + p->grip_m) > p->reach_m) {
            to_partner(w, me, p->grip_m);
            return;
        }
        take_hold(w, i);
    }
    if (w->step - me->started < w->force_steps) other->pull_n = other->pull_n + me->force_n;
    to_partner(w, me, p->grip_m);
}

static void travel(world *w, agent *me) {
    if (go(w, me, me->target_x, me->target_y)) return;
    me->search_s = me->search_s - w->dt;
    if (me->search_s <= 0.0 && !me->knows_partner) find(me);
}

static inline void act(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->present || !me->alive || me->down) return;
    switch (me->action) {
        case PULL: pull(w, i); break;
        case GUARD: to_partner(w, me, w->p->drag.grip_m); break;
        case WITHDRAW: to_partner(w, me, w->p->drag.withdrawn_m); break;
        case TRAVEL: travel(w, me); break;
    }
}

/* ---- contact ---------------------------------------------------------------------------------------------------------------- */

static void lie(world *w, agent *me) {
    const drag_law *p = &w->p->drag;
    double dt = w->dt, moved = 0.0;
    if (me->pull_n > 0.0 || me->slide > 0.0) {
        double force = me->pull_n > 0.0 ? me->pull_n + helping_force(w, me) : 0.0;
        double net = force - resistance(w->friction, me->t->mass_kg);
        double a = net <= 0.0 && me->slide <= 0.0 ? 0.0 : net / me->t->mass_kg;
        if (a < 0.0 && me->slide + a * dt < 0.0)
            moved = -0.5 * me->slide * me->slide / a;
        else
            moved = me->slide * dt + 0.5 * a * dt * dt;
        double v = me->slide + a * dt;
        me->slide = v > 0.0 ? v : 0.0;
        me->dragged = me->dragged + moved;
        me->pull_n = 0.0;
    }
    if (me->trapped && me->dragged >= p->slip_m) me->trapped = 0;
    if (!me->trapped && !me->clear) moved += p->crawl_m_s * dt;
    if (moved > 0.0) me->y = me->y + moved;
    if (!me->clear && !me->trapped && !threatens(&w->train, me->y)) {
        me->clear = 1;
        me->slide = 0.0;
        w->o.time_to_clear_s = w->t_s;
        w->o.clear_margin_s = w->train.over ? 0.0 : w->train.eta;
        if (w->a[DOG].present) order(w, DOG, GUARD);
        alert_all(w);
    }
}

static inline void settle(world *w, int i) {
    agent *me = &w->a[i];
    if (!me->present || !me->alive) {
        me->pull_n = 0.0;
        return;
    }
    if (me->down) {
        if (w->look && me->reserve < 1.0) me->reserve = reserve_after(me->reserve, 0.0, me->t, w->p->sense.look_s);
        lie(w, me);
        return;
    }
    if (me->next_x != me->x || me->next_y != me->y) {
        me->x = me->next_x;
        me->y = me->next_y;
    } else if (w->look && me->reserve < 1.0) {
        me->reserve = reserve_after(me->reserve, 0.0, me->t, w->p->sense.look_s);
    }
}

/* ---- learn ------------------------------------------------------------------------------------------------------------------ */

static void learn(world *w, int i) {
    agent *me = &w->a[i];
    const agent *other = &w->a[me->partner];
    if (!me->present || !me->alive || !other->present) return;
    double rescued = w->o.rescued, helped = w->o.dog_pulls > 0.0 ? 1.0 : 0.0;
    double success = rescued * helped;
    if (i == DOG) success = me->order == WITHDRAW ? rescued * (1.0 - helped) : rescued;
    relation *r = &me->to_partner;
    if (w->p->trust.learns) {
        double weight = 0.5 + me->arousal;
        r->good = w->p->trust.memory * r->good + weight * success;
        r->bad = w->p->trust.memory * r->bad + weight * w->p->trust.negativity * (1.0 - success);
        double total = r->good + r->bad;
        r->trust = total > 0.0 ? r->good / total : 0.5;
    }
    if (rescued * helped == 1.0 && other->alive && w->p->attachment.learns)
        r->bond = r->bond + w->p->attachment.rescue_gain * (1.0 - r->bond);
}

/* ---- a run ------------------------------------------------------------------------------------------------------------------ */

static double trust_of(const relation_traits *r) {
    double total = r->good + r->bad;
    return total > 0.0 ? r->good / total : 0.5;
}

static double cold_power(const point *p) {
    double below = p->energy.cold_below_c - p->weather.temperature_c;
    return below <= 0.0 ? 1.0 : clamp(1.0 - p->energy.cold_per_degree * p->energy.muscle_cooling * below, 0.0, 1.0);
}

static void begin(world *w, const point *p, const map *m, int64_t replicate, int64_t seed) {
    static const int PARTNER[N_AGENTS] = {DOG, HANDLER, HANDLER, HANDLER, -1};
    static const unsigned REPERTOIRE[N_AGENTS] = {
        0, 1 << PULL | 1 << GUARD | 1 << WITHDRAW, 1 << TRAVEL | 1 << PULL | 1 << GUARD, 1 << TRAVEL | 1 << PULL | 1 << GUARD, 0};
    memset(w, 0, sizeof *w);
    w->p = p;
    w->m = m;
    w->seed = (uint64_t)seed;
    w->replicate = (uint32_t)replicate;
    w->dt = p->clock.dt_s;
    w->look = 1;
    w->look_steps = steps_of(w, p->sense.look_s);
    w->force_steps = steps_of(w, p->drag.force_s);
    w->period_steps = steps_of(w, p->drag.period_s);
    w->retry_steps = steps_of(w, p->radio.retry_s);
    for (int a = 0; a < N_ACTIONS; a++) w->action_steps[a] = steps_of(w, p->actions[a].duration_s);
    w->power = cold_power(p);
    w->friction = spread_log(p->ground.friction, p->ground.friction_sd, luck(w, WORLD, 0, 0));
    for (int i = 0; i < N_AGENTS; i++) {
        agent *me = &w->a[i];
        const agent_traits *t = me->t = &p->agents[i];
        me->partner = PARTNER[i];
        me->repertoire = REPERTOIRE[i];
        me->present = t->present != 0;
        me->alive = 1;
        me->aware = 1;
        me->knows_partner = t->knows_partner != 0;
        me->order = NO_ORDER;
        me->action = WAIT;
        me->started = me->last_pull = me->informed = me->sent = -1;
        me->x = me->next_x = me->target_x = t->x_m;
        me->y = me->next_y = me->target_y = t->y_m;
        me->reserve = t->reserve;
        me->arousal = t->arousal;
        me->wear = t->wear;
        me->capacity = t->ages_like_dog ? logistic((p->energy.age_half - t->age_y) / p->energy.age_spread) : 1.0;
        const relation_traits *r = &p->partner[i];
        me->to_partner = (relation){r->bond, r->good, r->bad, trust_of(r), r->self_trust};
        me->trust_in_orders = trust_of(&p->superior[i]);
    }
    agent *handler = &w->a[HANDLER];
    handler->patience = -flog(luck(w, STANCE, handler->t->id, 0));
    handler->down = handler->trapped = 1;
    w->train.t = &p->train;
    w->train.y = handler->y - 1.0 * (p->train.half_width_m - p->train.clear_m);
    w->train.pace = p->train.speed_m_s;
    w->train.gap = p->train.warning_s * p->train.speed_m_s;
    w->train.eta = p->train.warning_s;
    if (w->a[DOG].present) order(w, DOG, WITHDRAW);
    outcome *o = &w->o;
    o->trapped = 1.0;
    o->first_disobey_s = o->encouraged_s = o->time_to_clear_s = o->clear_margin_s = NAN;
    o->force_margin = o->force_margin_max = o->informed_s = o->backup_s = NAN;
}

static void step(world *w) {
    advance(w);
    if (w->look)
        for (int i = 0; i < N_AGENTS; i++) sense(w, i);
    for (int i = 0; i < N_AGENTS; i++) appraise(w, i);
    for (int i = 0; i < N_AGENTS; i++) choose(w, i);
    for (int i = 0; i < N_AGENTS; i++) speak(w, i);
    for (int i = 0; i < N_AGENTS; i++) act(w, i);
    for (int i = 0; i < N_AGENTS; i++) settle(w, i);
    if (w->step + 1 >= w->p->clock.max_steps) {
        w->stop = 1;
        w->status = 1;
    } else if (w->train.over) {
        w->stop = 1;
    }
    if (w->stop) {
        w->o.rescued = w->a[HANDLER].alive && !w->status ? 1.0 : 0.0;
        learn(w, HANDLER);
        learn(w, DOG);
    }
    w->step++;
    w->t_s = w->step * w->dt;
    w->look = w->step % w->look_steps == 0;
}

static void end(const world *w, outcome *out) {
    const agent *handler = &w->a[HANDLER], *dog = &w->a[DOG];
    *out = w->o;
    out->handler_alive = handler->alive;
    out->dragged_m = handler->dragged;
    out->dog_alive = dog->alive;
    out->dog_bond_after = dog->to_partner.bond;
    out->dog_trust_after = dog->to_partner.trust;
    out->handler_trust_after = handler->to_partner.trust;
    out->dog_reserve_after = dog->reserve;
    out->dog_wear_after = dog->wear;
    if (!dog->present)
        out->dog_alive = out->dog_bond_after = out->dog_trust_after = out->handler_trust_after = out->dog_reserve_after =
            out->dog_wear_after = NAN;
    out->duration_s = w->t_s;
    out->status = w->status;
}

/* Run n runs, one after the other. */
void run_all(const point *points, const map *m, int64_t n, const int64_t *at, const int64_t *replicate, const int64_t *seed, outcome *out) {
    world w;
    for (int64_t r = 0; r < n; r++) {
        begin(&w, &points[at[r]], m, replicate[r], seed[r]);
        while (!w.stop) step(&w);
        end(&w, &out[r]);
    }
}

int64_t size_of_point(void) {
    return sizeof(point);
}
