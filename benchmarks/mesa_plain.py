"""The rail yard's trapped phase as plain Mesa agents without a grid: what a Mesa user would have written.

It is its own code: no rule of bondsim is called, luck comes from Mesa's `model.random`. Positions are floats in metres. Every 0.1 s the
train moves, those who are there decide, messages go out, and then all act; they look once a second, and decide when an action has
ended or something has happened. Outcomes are collected once, at the end. Nothing is slowed down on purpose, and nothing is tuned
beyond what one would do by habit.

It is the same incident: `tests/test_benchmarks.py` holds it against bondsim, with luck of its own and with bondsim's. Whoever changes a
law or a number of the trapped phase changes it here too.
"""

import math

import mesa

DT = 0.1  # s
LOOK_STEPS = 10  # one look a second
GRAVITY = 9.81  # m/s2

# the place
CAUGHT_AT = (60.25, 15.75)
DOG_AT = (66.25, 21.75)
GATES = ((4.25, 1.25), (115.75, 1.25))
TRAVEL_S = (60.0, 90.0)
TEMPERATURE = -4.0
FRICTION, FRICTION_SD = 0.40, 0.10
PACE_ON_BALLAST = 0.8

# sensing
CRITERION, BOND_SHIFT, AROUSAL_LOSS, AGE_LOSS = 1.0, 0.5, 0.6, 0.8
LEAK, FLOOR, NOTICE, EXPECTED = 0.98, -2.0, 5.0, 1.5

# appraisal
FORESEEN, FORESEEN_SPREAD = 30.0, 10.0
DISTRESS, OWN_SHARE, LAST_MOMENT, SELF_RELIANCE = 0.55, 0.1, 1.0, 4.0
TAU, ALARM_RATE, EFFORT_RATE, CALMING_RATE, STRESS_SHIFT = 300.0, 0.01, 0.004, 0.002, 0.3

# choice: relief from the hazard, relief from distress, closeness, effort, seconds
ACTIONS = {
    "pull": (0.8, 0.8, 0.5, 3.0, 1.1),
    "guard": (0.0, 0.6, 0.5, 0.0, 3.0),
    "withdraw": (0.0, 0.0, 0.5, 0.0, 6.0),
    "travel": (0.0, 0.0, 0.0, 1.0, 60.0),
}
TEMPERATURE_OF_CHOICE, AROUSAL_NOISE, AROUSAL_CAP, INTERRUPT = 0.5, 1.0, 0.9, 0.5

# pulling
PERIOD, FORCE_TIME, ANGLE, FORCE_SD = 1.1, 0.6, math.radians(25.0), 0.05
VIGOUR_FLOOR, DRAIN, STRAIN = 0.85, 0.001, 0.0005
GRIP, REACH, WITHDRAWN, ASSIST, CRAWL, SLIP = 0.5, 0.3, 4.0, 0.265, 0.15, 0.9

# the handler's stance
BASE_RATE, PROGRESS_RATE, PROGRESS, DANGER_RATE, DANGER_LEVEL, CALL_BACK_RATE, MEMORY = (
    0.06,
    0.15,
    0.05,
    0.2,
    0.8,
    0.01,
    3.0,
)

# messages
P_MESSAGE, RETRY_STEPS, POSITION_SD, SWEEP, DISPATCH, DISPATCH_SD = 0.6, 50, 15.0, 20.0, 45.0, 0.4

# learning
TRUST_MEMORY, NEGATIVITY, EXPERIENCE, RESCUE_GAIN = 0.98, 3.0, 20.0, 0.2


def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


def normal_cdf(x):
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


FALSE_ALARM = normal_cdf(-CRITERION)
HIT = normal_cdf(EXPECTED - CRITERION)
EVIDENCE_OF_HIT = math.log(HIT / FALSE_ALARM)
EVIDENCE_OF_MISS = math.log((1.0 - HIT) / (1.0 - FALSE_ALARM))
POWER = 1.0 - 0.04 * 0.1 * max(0.0, 10.0 - TEMPERATURE)  # what the cold leaves of muscle power


class Train(mesa.Agent):
    """Comes closer, may brake, strikes whom it meets."""

    speed, length, half_width, braking, clear, signal_100m = 24.6, 100.0, 1.6, 0.19, 0.9, 20.0

    def __init__(self, model, warning_s, y):
        super().__init__(model)
        self.y = y
        self.pace = self.speed
        self.gap = warning_s * self.speed
        self.eta = warning_s
        self.over = False
        self.is_braking = False
        self.at_last = False

    def threatens(self, y):
        return not self.over and abs(y - self.y) < self.half_width

    def step(self):
        brake = self.braking if self.is_braking else 0.0
        if brake and self.pace < brake * DT:
            self.gap -= 0.5 * self.pace**2 / brake
        else:
            self.gap -= self.pace * DT - 0.5 * brake * DT**2
        self.pace = max(self.pace - brake * DT, 0.0)
        if self.gap <= 0.0:
            self.eta = 0.0
        elif self.pace > 0.0:
            self.eta = self.gap / self.pace
        if not self.at_last and self.eta <= LAST_MOMENT:
            self.at_last = True
            self.model.alert()
        if self.gap <= 0.0:
            for actor in self.model.actors:
                if actor.present and actor.alive and self.threatens(actor.y):
                    actor.alive = False
        if self.gap <= -self.length or self.pace == 0.0:
            self.over = True
            self.model.alert()


class Actor(mesa.Agent):
    """Dog, handler or responder: looks, appraises, chooses, acts."""

    w_command, w_protect, w_seek, w_self, w_effort = 3.0, 6.0, 1.5, 5.0, 1.0
    skill_obey, boldness = 1.0, 0.6
    arousal_rest, arousal_best, stress = 0.4, 0.5, 0.0
    mass, capacity, pull_share = 80.0, 1.0, 0.6
    top_speed, critical_speed, sprint = 4.8, 3.0, 150.0
    sight, self_trust = 40.0, 0.5
    arousal, reserve, wear, bond = 0.4, 1.0, 0.0, 0.0
    trust = 0.5  # in the partner, or in the orders of those who send it

    def __init__(self, model, position):
        super().__init__(model)
        self.x, self.y = position
        self.present = True
        self.alive = True
        self.down = False
        self.partner = None
        self.knows_partner = True
        self.evidence = 0.0
        self.noticed = False
        self.aware = True
        self.own_harm = 0.0
        self.partner_harm = 0.0
        self.partner_distress = 0.0
        self.order = None
        self.action = None
        self.ends = 0
        self.lead = 0.0
        self.pulled_at = None
        self.force = 0.0
        self.n_pulls = 0
        self.defied = False
        self.good = EXPERIENCE * self.trust
        self.bad = EXPERIENCE * (1.0 - self.trust)

    def decide(self):
        looking = self.model.looking
        if looking:
            self.look()
        if looking or self.aware:
            self.appraise()
        if looking:
            self.excite()
        if looking or self.aware or self.model.now >= self.ends:
            self.choose()
        self.aware = False

    # looking

    def look(self):
        if not self.noticed:
            self.listen(self.model.train)

    def listen(self, train):
        bond = self.bond if train.threatens(self.partner.y) else 0.0
        signal = train.signal_100m * 100.0 / max(train.gap, 1.0)
        p = normal_cdf(self.sensitivity(signal) - (CRITERION - BOND_SHIFT * bond))
        heard = self.random.random() < p
        self.evidence = max(LEAK * self.evidence + (EVIDENCE_OF_HIT if heard else EVIDENCE_OF_MISS), FLOOR)
        if self.evidence > NOTICE:
            self.noticed = True
            self.aware = True

    def sensitivity(self, signal):
        off = 2.0 * (self.arousal - self.arousal_best)
        return max(math.log(1.0 + signal) - AROUSAL_LOSS * off**2 - AGE_LOSS * (1.0 - self.capacity), 0.0)

    def sees(self, other):
        signal = (self.sight / max(self.distance_to(other.x, other.y), 0.1)) ** 2
        detected = normal_cdf(self.sensitivity(signal) - CRITERION)
        return self.random.random() < (detected - FALSE_ALARM) / (1.0 - FALSE_ALARM)

    def distance_to(self, x, y):
        return math.hypot(x - self.x, y - self.y)

    # foreseeing

    def appraise(self):
        train = self.model.train
        self.own_harm = self.foreseen(train) if self.noticed and train.threatens(self.y) else 0.0
        self.partner_harm = self.partner_distress = 0.0
        other = self.partner
        if not self.knows_partner or not other.present or not other.alive:
            return
        harm = 0.0
        if self.noticed and train.threatens(other.y):
            harm = self.foreseen(train)
            if self.distance_to(other.x, other.y) > self.sight:
                shift = SELF_RELIANCE * (self.self_trust - 0.5)
                harm = logistic(math.log(harm / (1.0 - harm)) - shift)
        if other.down:
            self.partner_distress = DISTRESS
        self.partner_harm = 1.0 - (1.0 - harm) * (1.0 - self.partner_distress)

    def foreseen(self, train):
        return logistic((FORESEEN - train.eta) / FORESEEN_SPREAD)

    def excite(self):
        rise = ALARM_RATE * max(self.own_harm, self.partner_harm)
        if self.action == "pull":
            rise += EFFORT_RATE
        rest = self.arousal_rest + STRESS_SHIFT * self.stress
        settle = 1.0 / TAU
        if self.arousal > rest:
            if self.partner.present and self.distance_to(self.partner.x, self.partner.y) < 2.0:
                settle += CALMING_RATE * self.bond
        level = (settle * rest + rise) / (settle + rise)
        self.arousal = level + (self.arousal - level) * math.exp(-(settle + rise))

    # choosing

    def choose(self):
        options = self.options()
        if not options:
            self.action = None
            self.ends = math.inf
            return
        utilities = {action: self.utility(action) for action in options}
        off = 2.0 * (min(self.arousal, AROUSAL_CAP) - self.arousal_best)
        temperature = TEMPERATURE_OF_CHOICE * (1.0 + AROUSAL_NOISE * off**2)
        if self.action in utilities and self.model.now < self.ends:
            if self.lead_over(self.action, utilities) <= self.lead + INTERRUPT * temperature:
                return
        best = max(utilities.values())
        weights = [math.exp((u - best) / temperature) for u in utilities.values()]
        self.start(self.random.choices(list(utilities), weights)[0], utilities)

    def options(self):
        return []

    def utility(self, action):
        relief, relief_distress, near, effort, _ = ACTIONS[action]
        averted = max(relief * self.partner_harm, relief_distress * self.partner_distress)
        u = self.w_protect * self.bond * averted + self.w_seek * self.bond * near
        u -= self.w_effort * (1.0 - self.reserve + self.wear) * effort
        if action in ("pull", "guard"):
            at_last = self.noticed and self.model.train.at_last
            u -= (
                self.w_self
                * (1.0 - self.boldness)
                * (self.own_harm if at_last else OWN_SHARE * self.partner_harm)
            )
        if action == self.order:
            u += self.w_command * self.trust * self.skill_obey
        return u

    def lead_over(self, action, utilities):
        others = [u for a, u in utilities.items() if a != action]
        return max(others) - utilities[action] if others else -math.inf

    def start(self, action, utilities):
        self.action = action
        self.lead = self.lead_over(action, utilities)
        self.pulled_at = None
        self.force = 0.0
        self.ends = math.inf if action == "pull" else self.model.now + round(ACTIONS[action][4] / DT)

    # acting

    def act(self):
        covered = 0.0
        if self.action == "pull":
            covered = self.pull()
        elif self.action == "guard":
            covered = self.go_to_partner(GRIP)
        elif self.action == "withdraw":
            covered = self.go_to_partner(WITHDRAWN)
        elif self.action == "travel":
            covered = self.travel()
        over = covered / DT - self.critical_speed
        if over > 0.0:
            self.reserve = max(self.reserve - over * DT / self.sprint, 0.0)
        elif self.reserve < 1.0:
            self.reserve = 1.0 - (1.0 - self.reserve) * math.exp(over * DT / self.sprint)

    def go_to_partner(self, off):
        return self.go(self.partner.x, self.partner.y + self.partner.out * off)

    def go(self, x, y):
        """Run towards a place for one step; the way covered, m."""
        left = self.distance_to(x, y)
        if left < 1e-9:
            return 0.0
        speed = self.critical_speed + max(self.top_speed - self.critical_speed, 0.0) * self.reserve
        speed *= (1.0 - 0.5 * self.wear) * POWER
        covered = min(speed * self.pace() * DT, left)
        share = covered / left
        self.set_position(self.x + (x - self.x) * share, self.y + (y - self.y) * share)
        return covered

    def set_position(self, x, y):
        self.x = x
        self.y = y

    def pace(self):
        return PACE_ON_BALLAST if 2.0 <= self.y < 28.0 else 1.0

    def pull(self):
        other = self.partner
        if self.pulled_at is None:
            if self.distance_to(other.x, other.y + other.out * GRIP) > REACH:
                return self.go_to_partner(GRIP)
            self.take_hold()
        if self.model.now - self.pulled_at < round(FORCE_TIME / DT):
            other.pulled_by += self.force
        return self.go_to_partner(GRIP)

    def take_hold(self):
        model, other = self.model, self.partner
        self.pulled_at = model.now
        self.ends = model.now + round(PERIOD / DT)
        vigour = VIGOUR_FLOOR + (1.0 - VIGOUR_FLOOR) * self.bond * self.partner_harm
        peak = (
            self.pull_share
            * self.mass
            * GRAVITY
            * self.capacity
            * (1.0 - self.wear)
            * (0.5 + 0.5 * self.reserve)
            * vigour
        )
        peak *= max(self.random.gauss(1.0, FORCE_SD), 0.0)
        self.force = peak * (math.cos(ANGLE) + model.friction * math.sin(ANGLE))
        self.reserve = max(self.reserve - DRAIN, 0.0)
        self.wear = min(self.wear + STRAIN, 1.0)
        self.n_pulls += 1
        model.record_pull(self, (self.force + other.push()) / (model.friction * other.mass * GRAVITY))

    # learning

    def revise_trust(self, success):
        weight = 0.5 + self.arousal
        self.good = TRUST_MEMORY * self.good + weight * success
        self.bad = TRUST_MEMORY * self.bad + weight * NEGATIVITY * (not success)
        self.trust = self.good / (self.good + self.bad)


class Dog(Actor):
    """The handler's dog."""

    boldness, skill_obey = 0.7, 0.8
    mass, pull_share = 38.6, 0.9
    capacity = logistic((10.5 - 3.0) / 1.0)  # three years old
    top_speed, critical_speed, sprint = 9.0, 4.5, 400.0
    sight, arousal, reserve, trust = 50.0, 0.7, 0.9, 0.8

    def options(self):
        if not self.partner.alive:
            return ["withdraw"] if self.order == "withdraw" else []
        open_now = ["guard"]
        if self.partner.down and not self.partner.clear:
            open_now.insert(0, "pull")
        if self.order == "withdraw":
            open_now.append("withdraw")
        return open_now


class Responder(Actor):
    """Sent by the dispatcher to a reported place; searches, then helps."""

    w_command, w_protect, w_self = 4.0, 4.0, 4.0
    bond, trust = 0.5, 0.9
    mass, top_speed, critical_speed = 90.0, 3.7, 2.8

    def __init__(self, model, position, travel_s):
        super().__init__(model, position)
        self.present = False
        self.knows_partner = False
        self.travel_s = travel_s
        self.arrives = None
        self.target = position
        self.search_left = 0.0

    def send(self, target):
        self.arrives = self.model.now + round(self.travel_s / DT)
        self.target = target
        self.order = "travel"

    def arrive(self):
        self.present = True
        radius = POSITION_SD - 0.5 * self.sight
        self.search_left = math.pi * radius**2 / (SWEEP * self.critical_speed) if radius > 0.0 else 0.0
        for other in (*self.model.responders, self.model.handler):
            other.aware = True

    def look(self):
        super().look()
        if not self.knows_partner and self.sees(self.partner):
            self.find()

    def find(self):
        self.knows_partner = True
        self.order = "pull"
        self.aware = True

    def options(self):
        open_now = []
        if self.knows_partner and self.partner.alive:
            open_now.append("guard")
            if self.partner.down and not self.partner.clear:
                open_now.append("pull")
        if self.order == "travel":
            open_now.append("travel")
        return open_now

    def travel(self):
        covered = self.go(*self.target)
        if not covered:
            self.search_left -= DT
            if self.search_left <= 0.0 and not self.knows_partner:
                self.find()
        return covered


class Handler(Actor):
    """Lies on the rails with a boot caught: calls for help, orders the dog away, may call it back, is dragged, crawls."""

    mass, bond, trust, arousal, wear = 94.0, 0.8, 0.6, 0.6, 0.6
    top_speed, critical_speed = 3.7, 2.6
    out = 1.0  # the way out of the danger, along y

    def __init__(self, model, position):
        super().__init__(model, position)
        self.down = True
        self.trapped = True
        self.clear = False
        self.encourages = False
        self.patience = self.random.expovariate(1.0)
        self.pulled_by = 0.0
        self.slide_speed = 0.0
        self.dragged = 0.0
        self.last_pull = None

    def speak(self):
        self.radio()
        self.reconsider()

    def radio(self):
        dispatcher, now = self.model.dispatcher, self.model.now
        if dispatcher.sends_at is None and now % RETRY_STEPS == 0 and self.random.random() < P_MESSAGE:
            dispatcher.hear(self)

    def order_dog(self, action):
        self.partner.order = action
        self.partner.aware = True

    def reconsider(self):
        if self.encourages or self.clear or not self.partner.alive:
            return
        rate = CALL_BACK_RATE
        if self.last_pull is not None and (self.model.now - self.last_pull) * DT <= MEMORY:
            rate = BASE_RATE + PROGRESS_RATE * self.trust * (1.0 - math.exp(-self.dragged / PROGRESS))
            if self.own_harm > DANGER_LEVEL:
                rate += DANGER_RATE * (0.5 + self.trust)
        self.patience -= rate * DT
        if self.patience <= 0.0:
            self.encourages = True
            self.model.encouraged_s = self.model.now * DT
            self.order_dog("pull")

    def push(self):
        """What one who wants to be dragged adds, N."""
        return ASSIST * 0.5 * self.mass * GRAVITY * POWER if self.encourages else 0.0

    def act(self):
        moved = 0.0
        if self.pulled_by > 0.0 or self.slide_speed > 0.0:
            moved = self.slide()
        if self.trapped and self.dragged >= SLIP:
            self.trapped = False
        if not self.trapped and not self.clear:
            moved += CRAWL * DT
        if moved:
            self.set_position(self.x, self.y + self.out * moved)
        if not self.trapped and not self.clear and not self.model.train.threatens(self.y):
            self.clear = True
            self.slide_speed = 0.0
            self.model.clear_s = self.model.now * DT
            self.order_dog("guard")
            self.model.alert()

    def slide(self):
        force = self.pulled_by + self.push() if self.pulled_by else 0.0
        self.pulled_by = 0.0
        net = force - self.model.friction * self.mass * GRAVITY
        if net <= 0.0 and self.slide_speed <= 0.0:
            return 0.0
        v, a = self.slide_speed, net / self.mass
        self.slide_speed = max(v + a * DT, 0.0)
        moved = v * DT + 0.5 * a * DT**2 if v + a * DT >= 0.0 else -0.5 * v**2 / a
        self.dragged += moved
        return moved


class Dispatcher(mesa.Agent):
    """Hears a call, sends responders after a delay, has traffic stopped."""

    def __init__(self, model):
        super().__init__(model)
        self.reported = None
        self.sends_at = None
        self.has_sent = False

    def hear(self, caller):
        self.model.informed_s = self.model.now * DT
        self.reported = (self.random.gauss(caller.x, POSITION_SD), self.random.gauss(caller.y, POSITION_SD))
        delay = DISPATCH * math.exp(self.random.gauss(0.0, DISPATCH_SD))
        self.sends_at = self.model.now + math.ceil(delay / DT)

    def step(self):
        if self.sends_at is None or self.model.now < self.sends_at:
            return
        if not self.has_sent:
            self.has_sent = True
            self.model.train.is_braking = True
            for responder in self.model.responders:
                responder.send(self.reported)
        for responder in self.model.responders:
            if not responder.present and self.model.now >= responder.arrives:
                responder.arrive()


class RailYard(mesa.Model):
    """A handler caught on the rails, the dog, and all who come to help, until the train has passed.

    Parameters
    ----------
    dog_bond : float
        The dog's attachment to its handler, 0 to 1.
    warning_s : float
        Time from the boot being caught to the train's arrival, s.
    rng : int
        Seed.
    """

    handler_class, dog_class, responder_class = Handler, Dog, Responder

    def __init__(self, dog_bond=0.7, warning_s=45.0, rng=None):
        super().__init__(rng=rng)
        self.make_space()
        self.now = 0  # steps before the one under way, which Mesa counts too
        self.looking = True
        self.friction = FRICTION * math.exp(self.random.gauss(0.0, FRICTION_SD))
        self.train = Train(self, warning_s, CAUGHT_AT[1] - (Train.half_width - Train.clear))
        self.dispatcher = Dispatcher(self)
        self.dog = self.dog_class(self, DOG_AT)
        self.responders = [self.responder_class(self, at, s) for at, s in zip(GATES, TRAVEL_S, strict=True)]
        self.handler = self.handler_class(self, CAUGHT_AT)
        self.actors = [
            self.dog,
            *self.responders,
            self.handler,
        ]  # the one who is dragged after those who pull
        self.dog.bond = dog_bond
        self.handler.partner = self.dog
        for helper in (self.dog, *self.responders):
            helper.partner = self.handler
        self.rescued = None
        self.disobeyed = False
        self.first_disobey_s = None
        self.encouraged_s = None
        self.clear_s = None
        self.backup_s = None
        self.informed_s = None
        self.margin_sum = 0.0
        self.n_pulls = 0
        self.handler.order_dog("withdraw")
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "rescued": "rescued",
                "disobeyed": "disobeyed",
                "first_disobey_s": "first_disobey_s",
                "encouraged_s": "encouraged_s",
                "time_to_clear_s": "clear_s",
                "backup_s": "backup_s",
                "informed_s": "informed_s",
                "force_margin": lambda m: m.margin_sum / m.n_pulls if m.n_pulls else None,
                "dog_alive": lambda m: m.dog.alive,
                "dog_pulls": lambda m: m.dog.n_pulls,
                "responder_pulls": lambda m: m.n_pulls - m.dog.n_pulls,
                "dragged_m": lambda m: m.handler.dragged,
                "dog_bond_after": lambda m: m.dog.bond,
                "dog_trust_after": lambda m: m.dog.trust,
                "handler_trust_after": lambda m: m.handler.trust,
                "duration_s": lambda m: m.steps * DT,
            }
        )

    def make_space(self):
        """No space: positions are coordinates."""

    def alert(self):
        for actor in self.actors:
            actor.aware = True

    def record_pull(self, who, margin):
        self.handler.last_pull = self.now
        self.margin_sum += margin
        self.n_pulls += 1
        if who is not self.dog:
            if self.backup_s is None:
                self.backup_s = self.now * DT
        elif who.order == "withdraw" and not self.disobeyed:
            who.defied = self.disobeyed = True
            self.first_disobey_s = self.now * DT

    def step(self):
        self.now = self.steps - 1
        self.looking = self.now % LOOK_STEPS == 0
        self.train.step()
        here = [actor for actor in self.actors if actor.present and actor.alive]
        for actor in here:
            actor.decide()
        if self.handler.alive:
            self.handler.speak()
        self.dispatcher.step()
        for actor in here:
            actor.act()
        if self.train.over:
            self.conclude()

    def conclude(self):
        self.running = False
        self.rescued = self.handler.alive
        self.learn()
        self.datacollector.collect(self)

    def learn(self):
        handler, dog = self.handler, self.dog
        moved = dog.n_pulls > 0 and handler.dragged > 0.0
        if handler.alive and moved:
            handler.revise_trust(True)
        if dog.alive:
            if dog.defied and handler.alive:  # the order that it broke was wrong
                dog.revise_trust(False)
            if handler.encourages or not dog.defied:
                dog.revise_trust(handler.alive)
        if handler.alive and dog.alive and moved:
            for who in (handler, dog):
                who.bond += RESCUE_GAIN * (1.0 - who.bond)
