/* The rail yard's trapped phase in C: the bar that the compiled kernel is measured against. Not shipped.
 *
 * A hand translation of bondsim's rules and laws for a run that starts with the boot caught: the same luck (Philox addresses), the
 * same order of operations and so the same bits, compiled with -O3 -march=native -ffp-contract=off. Written for this phase alone:
 * the suspect is gone, so chases and falls are left out; there is one train; times that do not change in a run are turned into
 * steps once. trapped.py reads the structs between the marks below, fills them by name from a Setup, and calls run_all.
 */
#include <string.h>

#include "trapped_maths.h"

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
    double tau, alarm_rate, effort_rate, calming_rate, near_m, stress_shift;
} arousal_law;
typedef struct {
    double cold_per_degree, muscle_cooling, cold_below_c, wear_slows, age_half, age_spread;
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
    int64_t max_steps, ends_when_settled;
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
    int present, alive, down, trapped, clear, aware, knows_partner, noticed, encourages, heard, defied, order, action;
    int64_t ends, started, last_pull, informed, warned, sent;
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
    double t_s, dt, look_s, friction, power;
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
    h->pace = h->pace > brake * dt ? h->pace - brake * dt : 0.0;
    if (h->gap > 0.0 && h->pace > 0.0)
        h->eta = h->gap / h->pace;
    else if (h->gap <= 0.0)
        h->eta = 0.0;
    if (!h->at_last && h->eta <= w->p->harm.last_moment_s) {
        h->at_last = 1;
        alert_all(w);
    }
    if (h->gap <= 0.0)
        for (int j = 0; j < N_AGENTS; j++)
            if (w->a[j].present && w->a[j].alive && threatens(h, w->a[j].y)) w->a[j].alive = 0;
    if (h->gap > -h->t->length_m && h->pace > 0.0) return;
    h->over = 1;
    alert_all(w);
}

/* ---- sense ------------------------------------------------------------------------------------------------------------------ */

static double sensitivity(const world *w, const agent *me, double signal) {
    const sense_law *p = &w->p->sense;
    if (signal <= 0.0) return 0.0;
    double off = 2.0 * (me->arousal - me->t->arousal_best);
    double d = p->gain * flog(1.0 + signal) - p->arousal_loss * off * off - p->age_loss * (1.0 - me->capacity);
    return d > 0.0 ? d : 0.0;
}

static double p_detect(double sensitivity, double criterion, double seconds) {
    double missed = 1.0 - normal_cdf(sensitivity - criterion);
    return missed > 0.0 ? 1.0 - fexp(seconds * flog(missed)) : 1.0;
}

static double logit_gain(double p, double q) {
    return flog((p > 1e-9 ? p : 1e-9) / (q > 1e-9 ? q : 1e-9));
}

static double evidence_after(double evidence, int is_hit, double seconds, const sense_law *p) {
    double kept = evidence * fexp(seconds * flog(p->leak));
    double false_alarm = p_detect(0.0, p->criterion, seconds);
    double hit = p_detect(p->expected, p->criterion, seconds);
    kept += is_hit ? logit_gain(hit, false_alarm) : logit_gain(1.0 - hit, 1.0 - false_alarm);
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
        int is_hit = luck(w, towards(SENSES, h->t->id), me->t->id, w->step) < p_detect(d, c, w->look_s);
        me->evidence = evidence_after(me->evidence, is_hit, w->look_s, p);
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
    double c = w->p->sense.criterion, false_alarm = p_detect(0.0, c, w->look_s), p = 0.0;
    if (false_alarm < 1.0) p = (p_detect(sensitivity(w, me, signal), c, w->look_s) - false_alarm) / (1.0 - false_alarm);
    if (luck(w, towards(SENSES, other->t->id), me->t->id, w->step) < p) find(me);
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
        if (other->present && distance(me->x, me->y, other->x, other->y) < p->near_m) calming = p->calming_rate * me->to_partner.bond;
    }
    double rest = me->t->arousal_rest + p->stress_shift * me->t->stress;
    double settle = 1.0 / p->tau + (me->arousal > rest ? calming : 0.0);
    double rate = settle + rise;
    double level = (settle * rest + rise) / rate;
    me->arousal = clamp(level + (me->arousal - level) * fexp(-rate * w->look_s), 0.0, 1.0);
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

static double harm_of_action(const world *w, const agent *me, int action) {
    double exposure = w->p->actions[action].exposure;
    if (action != PULL && action != GUARD) return exposure;
    int is_last = w->train.at_last && me->noticed;
    return combined_harm(exposure, is_last ? me->own_harm : w->p->harm.own_share * me->partner_harm);
}

static double utility(const world *w, const agent *me, int action) {
    const agent_traits *t = me->t;
    const action_features *f = &w->p->actions[action];
    double bond = me->partner >= 0 ? me->to_partner.bond : 0.0;
    double by_all = f->relief * me->partner_harm, by_distress = f->relief_distress * me->partner_distress;
    double averted = by_all > by_distress ? by_all : by_distress;
    double u = 0.0;
    u += t->w_command * me->trust_in_orders * t->skill_obey * (me->order == action ? 1.0 : 0.0);
    u += t->w_protect * t->protects * bond * averted;
    u += t->w_seek * t->seeks * bond * f->near;
    u += -t->w_self * (1.0 - t->boldness) * harm_of_action(w, me, action);
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
    if (w->step % w->retry_steps != 0) return;
    if (luck(w, RADIO, me->t->id, w->step) >= p->p_message) return;
    me->heard = 1;
    desk->informed = desk->warned = w->step;
    desk->delay_s = spread_log(p->dispatch_s, p->dispatch_sd, luck(w, WORLD, desk->t->id, 1));
    uint32_t place = towards(WORLD, me->t->id);
    desk->target_x = me->x + p->position_sd_m * normal_quantile(luck(w, place, desk->t->id, 2 + me->down));
    desk->target_y = me->y + p->position_sd_m * normal_quantile(luck(w, place, desk->t->id, 4 + me->down));
    w->o.informed_s = w->t_s;
}

static void dispatch(world *w, agent *desk) {
    if (desk->informed < 0 || w->step <= desk->informed || (w->step - desk->informed) * w->dt < desk->delay_s) return;
    if (desk->sent < 0) desk->sent = w->step;
    for (int j = RESPONDER_1; j <= RESPONDER_2; j++) {
        agent *a = &w->a[j];
        if (a->knows_partner) continue;
        a->target_x = desk->target_x;
        a->target_y = desk->target_y;
        if (a->sent < 0) {
            a->sent = w->step;
            a->order = TRAVEL;
        }
    }
}

static void brake(world *w, const agent *desk) {
    if (desk->warned < 0 || w->step <= desk->warned || !w->p->radio.stops_traffic) return;
    if ((w->step - desk->warned) * w->dt < desk->delay_s) return;
    if (!w->train.over && w->train.t->braking_m_s2 > 0.0) w->train.braking = 1;
}

static void arrive(world *w, agent *me) {
    const radio_law *p = &w->p->radio;
    if (w->step <= me->sent || (w->step - me->sent) * w->dt < me->t->travel_s) return;
    me->present = 1;
    double radius = p->position_sd_m - 0.5 * me->t->sight_m;
    double swept = p->sweep_m * me->t->critical_speed_m_s;
    me->search_s = radius <= 0.0 ? 0.0 : 3.141592653589793 * radius * radius / (swept > 0.01 ? swept : 0.01);
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
    if (!dog->present || !dog->alive || me->encourages || me->clear) return;
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
    if (i == DISPATCHER) {
        dispatch(w, me);
        brake(w, me);
    } else if (!me->present) {
        if (me->sent >= 0 && (me->repertoire >> TRAVEL & 1)) arrive(w, me);
    } else if (i == HANDLER) {
        if (!me->heard) call_for_help(w, me);
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
    double fresh = above > 0.0 ? t->critical_speed_m_s + above * me->reserve : t->speed_m_s;
    double speed = fresh * (1.0 - w->p->energy.wear_slows * me->wear) * w->power;
    double stride = speed * pace * w->dt;
    double share = stride >= left ? 1.0 : stride / left;
    me->next_x = me->x + (x - me->x) * share;
    me->next_y = me->y + (y - me->y) * share;
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
    if (w->a[i].order != WITHDRAW) return;
    w->a[i].defied = 1;
    if (o->disobeyed < 1.0) {
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
    me->force_n = on_lattice(peak * (fcos(angle) + w->friction * fsin(angle)));
    me->reserve = me->reserve > p->drain ? me->reserve - p->drain : 0.0;
    me->wear = me->wear + p->wear < 1.0 ? me->wear + p->wear : 1.0;
    other->last_pull = w->step;
    count_pull(w, i, on_lattice((me->force_n + helping_force(w, other)) / resistance(w->friction, other->t->mass_kg)));
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
    if (moved > 0.0) me->y = me->next_y = me->y + moved;
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
    double covered = distance(me->x, me->y, me->next_x, me->next_y);
    if (covered > 0.0 || me->reserve < 1.0) me->reserve = reserve_after(me->reserve, covered / w->dt, me->t, w->dt);
    me->x = me->next_x;
    me->y = me->next_y;
    if (me->down) lie(w, me);
}

/* ---- learn ------------------------------------------------------------------------------------------------------------------ */

static void revise_trust(const world *w, agent *me, double success) {
    const trust_law *p = &w->p->trust;
    relation *r = &me->to_partner;
    if (!p->learns) return;
    double weight = 0.5 + me->arousal;
    r->good = p->memory * r->good + weight * success;
    r->bad = p->memory * r->bad + weight * p->negativity * (1.0 - success);
    double total = r->good + r->bad;
    r->trust = total > 0.0 ? r->good / total : 0.5;
}

static void learn(world *w, int i) {
    agent *me = &w->a[i];
    const agent *other = &w->a[me->partner], *handler = &w->a[HANDLER];
    if (!me->present || !me->alive || !other->present) return;
    int rescued = w->o.rescued == 1.0, moved = w->o.dog_pulls > 0.0 && handler->dragged > 0.0;
    if (i == HANDLER) {
        if (moved) revise_trust(w, me, rescued);
    } else {
        if (me->defied && rescued) revise_trust(w, me, 0.0);
        if (handler->encourages || !me->defied) revise_trust(w, me, rescued);
    }
    if (rescued && moved && other->alive && w->p->attachment.learns)
        me->to_partner.bond = me->to_partner.bond + w->p->attachment.rescue_gain * (1.0 - me->to_partner.bond);
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
    w->look_s = w->look_steps * w->dt;
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
        me->started = me->last_pull = me->informed = me->warned = me->sent = -1;
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
        w->status = w->p->clock.ends_when_settled ? 1 : 0;
    } else if (w->p->clock.ends_when_settled && w->train.over) {
        w->stop = 1;
    }
    if (w->stop) {
        w->o.rescued = w->a[HANDLER].alive && !w->status ? 1.0 : 0.0;
        learn(w, HANDLER);
        learn(w, DOG);
    }
    w->step++;
    w->t_s = (double)(int64_t)(w->step * w->dt * 1.0e6 + 0.5) / 1.0e6; /* whole microseconds */
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
