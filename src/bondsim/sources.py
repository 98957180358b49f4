"""The bibliography: where the numbers and forms of the model come from.

A parameter cites an entry of this module, or states openly that it is an assumption. An entry says what it
is cited for.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One published source.

    Attributes
    ----------
    key : str
        Name of the entry in this module.
    citation : str
        Authors, year, title or journal.
    gives : str
        What the model takes from it.
    doi : str
        Digital object identifier, empty where there is none.
    """

    key: str
    citation: str
    gives: str
    doi: str = ""

    def __str__(self) -> str:
        return f"{self.citation}" + (f", doi:{self.doi}" if self.doi else "")


SALMON_2011 = Source(
    "SALMON_2011",
    "Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, SC '11",
    "the Philox4x32-10 counter-based generator and its known-answer vectors",
    "10.1145/2063384.2063405",
)
WEST_2005 = Source(
    "WEST_2005",
    "West 2005, Better approximations to cumulative normal functions, Wilmott Magazine",
    "a double-precision form of Hart's rational approximation of the normal distribution function",
)
WICHURA_1988 = Source(
    "WICHURA_1988",
    "Wichura 1988, Algorithm AS 241: percentage points of the normal distribution, Appl. Stat. 37:477-484",
    "the rational approximations of the normal quantile",
    "10.2307/2347330",
)
GREEN_SWETS_1966 = Source(
    "GREEN_SWETS_1966",
    "Green & Swets 1966, Signal Detection Theory and Psychophysics",
    "detection as sensitivity d' against a criterion",
)
CATALA_2020 = Source(
    "CATALA_2020",
    "Catala et al. 2020, Animals 10:254",
    "owner-dog bond scores are higher in seizure-alerting dogs: attention to a bonded partner",
)
BRAY_2015 = Source(
    "BRAY_2015",
    "Bray, MacLean & Hare 2015, Animal Cognition 18:1317-1329 (N = 106 dogs)",
    "arousal helps calm dogs and hurts excitable ones: an inverted U",
    "10.1007/s10071-015-0901-1",
)
GACSI_2013 = Source(
    "GACSI_2013",
    "Gacsi et al. 2013, PLoS ONE 8:e58475 (n = 30)",
    "the owner's presence attenuates a dog's heart-rate rise under threat",
    "10.1371/journal.pone.0058475",
)
MILLI_2017 = Source(
    "MILLI_2017",
    "Milli, Hadfield-Menell, Dragan & Russell 2017, Should robots be obedient?, IJCAI",
    "obedience as a trade-off between an order and what the agent itself foresees",
)
SKIBA_CLARKE_2021 = Source(
    "SKIBA_CLARKE_2021",
    "Skiba & Clarke 2021, The W' balance model: mathematical and methodological considerations, IJSPP",
    "the differential form of the anaerobic work reserve",
)
BAILEY_2025 = Source(
    "BAILEY_2025",
    "Bailey et al. 2025, Journal of Veterinary Behavior (n = 28 dogs)",
    "harness pulls of 60 N in the mean and 199 N at the peak over mixed sizes",
    "10.1016/j.jveb.2024.10.007",
)
FAULKNER_2013 = Source(
    "FAULKNER_2013",
    "Faulkner et al. 2013, Medicine & Science in Sports & Exercise 45:359-365",
    "muscle power falls by about 4 % a degree of muscle temperature",
)
TRELOAR_2011 = Source(
    "TRELOAR_2011",
    "Treloar & Billing 2011, Military Medicine 176:1027 (n = 17)",
    "a 30 m sprint takes 6.2 s unloaded and 8.2 s with 21.6 kg of kit: 4.8 and 3.7 m/s",
)
VINE_2023 = Source(
    "VINE_2023",
    "Vine et al. 2023, Applied Ergonomics 110:104001 (n = 20)",
    "one man drags a 110 kg casualty at 0.74 m/s on grass",
    "10.1016/j.apergo.2023.104001",
)
OPERATION_LIFESAVER = Source(
    "OPERATION_LIFESAVER",
    "Operation Lifesaver, public safety figures for trains",
    "a freight train at 55 mph (24.6 m/s) needs a mile or more to stop: about 0.19 m/s2",
)
HYYTIAINEN_2021 = Source(
    "HYYTIAINEN_2021",
    "Hyytiainen et al. 2021, bite force and acceleration of police dogs",
    "speed of a German Shepherd of up to 13.4 m/s",
)
YANG_2021 = Source(
    "YANG_2021",
    "Yang, Schemanske & Searle 2021, Human Factors 65:862",
    "failures move trust more than successes",
    "10.1177/00187208211034716",
)
GUO_YANG_2020 = Source(
    "GUO_YANG_2020",
    "Guo & Yang 2020, International Journal of Social Robotics",
    "trust as the mean of a Beta distribution with separate weights for success and failure",
    "10.1007/s12369-020-00703-3",
)
TENG_2022 = Source(
    "TENG_2022",
    "Teng et al. 2022, Life tables of annual life expectancy and mortality for companion dogs, Sci. Rep.",
    "life expectancy of the German Shepherd of 10.16 years",
    "10.1038/s41598-022-10341-6",
)
VAN_BOURG_2020 = Source(
    "VAN_BOURG_2020",
    "Van Bourg, Patterson & Wynne 2020, PLoS ONE 15:e0231742 (n = 60)",
    "a third of pet dogs free a distressed owner; of those able to, 84 %",
    "10.1371/journal.pone.0231742",
)
HEPPER_1994 = Source(
    "HEPPER_1994",
    "Hepper 1994, kin recognition by scent in dogs, Behavioural Processes",
    "mother and offspring know each other's scent after two years apart; siblings only where they live with a sibling",
    "10.1016/0376-6357(94)90056-6",
)
SCENT_MEMORY = Source(
    "SCENT_MEMORY",
    "Scent-mediated kin recognition and a similar type of long-term olfactory memory, in: Advances in "
    "Chemical Signals in Vertebrates (n = 8 and 9 dogs)",
    "dogs respond to the scent of a mother not met for 7 to 68 months, and of a former keeper not met for 11 to 39",
    "10.1007/978-1-4615-4733-4_26",
)
BOSSE_2009 = Source(
    "BOSSE_2009",
    "Bosse, Duell, Memon, Treur & van der Wal 2009, A multi-agent model for emotion contagion spirals, PRIMA",
    "absorption and amplification of each other's emotions, by expressiveness, channel and openness",
    "10.1007/978-3-642-11161-7_4",
)
BARSADE_2002 = Source(
    "BARSADE_2002",
    "Barsade 2002, The ripple effect, Administrative Science Quarterly 47:644-675",
    "moods spread in working groups, equally for pleasant and unpleasant ones",
    "10.2307/3094912",
)

BLAIR_2011 = Source(
    "BLAIR_2011",
    "Blair et al. 2011, Reasonableness and reaction time, Police Quarterly 14:323-343",
    "a gun is raised and fired in 0.38 s, those who aim already answer in 0.39 s; the former first or tied in 60 %",
    "10.1177/1098611111423737",
)
SANDEL_2020 = Source(
    "SANDEL_2020",
    "Sandel, Martaindale & Blair 2020, Police Practice and Research 22:1314-1329 (n = 152)",
    "officers draw and fire in 1.73 s in the median, 1.80 s in the mean (1.03 to 3.40 s)",
    "10.1080/15614263.2020.1772785",
)
DONNER_2019 = Source(
    "DONNER_2019",
    "Donner & Popovich 2019, Policing 42:474 (134 shootings, Dallas 2003-2017)",
    "35 % of rounds hit",
    "10.1108/pijpsm-05-2018-0060",
)
NYPD_2006 = Source(
    "NYPD_2006",
    "New York City Police Department, Firearms Discharge Report 2006, as quoted by The New York Times, 9 December 2007",
    "43 % of rounds hit at 0 to 6 ft",
)
BAKER_2013 = Source(
    "BAKER_2013",
    "Baker et al. 2013, Journal of Veterinary Emergency and Critical Care 23:47-52 (29 war dogs shot)",
    "38 % of dogs shot survived; without care in the field the odds of death were 3.55 times as high",
    "10.1111/j.1476-4431.2012.00823.x",
)
BEAMAN_2000 = Source(
    "BEAMAN_2000",
    "Beaman et al. 2000, Annals of Emergency Medicine 35(3), as summarised",
    "a fifth of assault gunshot patients die, seven in ten of those before a hospital",
)
# officer_down
FROMMOLT_2004 = Source(
    "FROMMOLT_2004",
    "Frommolt et al. 2004, Directionality of dog vocalizations (four dogs)",
    "a bark is 3 to 7 dB weaker behind the dog than in front of it",
    "10.1121/1.1758971",
)
GALVAGNO_2012 = Source(
    "GALVAGNO_2012",
    "Galvagno et al. 2012, JAMA 307:1602-1610 (N = 223,475)",
    "adjusted odds ratio of survival of 1.16 by helicopter against ground",
    "10.1001/jama.2012.467",
)
NEWGARD_2015 = Source(
    "NEWGARD_2015",
    "Newgard et al. 2015, Annals of Emergency Medicine 66:30",
    "more than an hour before hospital: odds of death 2.37 in those who need early resources for shock, "
    "0.80 (0.52-1.21) in head injury",
    "10.1016/j.annemergmed.2014.12.004",
)
PEPE_1987 = Source(
    "PEPE_1987",
    "Pepe, Wyatt, Bickell, Bailey & Mattox 1987, hypotensive penetrating injuries (N = 498)",
    "ambulance response of 5.3 +/- 3 minutes in a city",
)
# scent
HARVEY_2003 = Source(
    "HARVEY_2003",
    "Harvey & Harvey 2003, Reliability of bloodhounds in criminal investigations, J. Forensic Sci. 48:811-816",
    "experienced bloodhounds follow trails of 48 hours and more in busy places, novices do not",
    "10.1520/JFS2002118",
)
HEPPER_WELLS_2005 = Source(
    "HEPPER_WELLS_2005",
    "Hepper & Wells 2005, Chem. Senses 30:291-298 (n = 6)",
    "five footsteps tell the way, three do not; an age difference of one or two seconds is resolved",
    "10.1093/chemse/bji023",
)
THESEN_1993 = Source(
    "THESEN_1993",
    "Thesen, Steen & Doving 1993, Behaviour of dogs during olfactory tracking, J. Exp. Biol. 180:247-251 (n = 4 dogs)",
    "dogs search, then decide on the way at half speed for 3 to 5 s and 2 to 5 prints, then track",
    "10.1242/jeb.180.1.247",
)
RUNNING_NOSE_2024 = Source(
    "RUNNING_NOSE_2024",
    "Texas Tech University 2024, exercise and odour detection, Front. Allergy (n = 3 dogs)",
    "hits on a weak odour: 0.87 at a walk, below 0.45 at a trot of 8 km/h; all in its first ten minutes, none after 20",
    "10.3389/falgy.2024.1367669",
)
GAZIT_TERKEL_2003 = Source(
    "GAZIT_TERKEL_2003",
    "Gazit & Terkel 2003, Appl. Anim. Behav. Sci. 81:149-161",
    "a dog that pants does not sniff: detection falls with panting",
)
GARNER_2001 = Source(
    "GARNER_2001",
    "Garner et al. 2001, Duty cycle of the detector dog, Auburn University, FAA grant 97-G-020 (4 dogs)",
    "no decline of detection in 91 to 120 minutes of search under moderate conditions",
)
CHIACCHIA_2015 = Source(
    "CHIACCHIA_2015",
    "Chiacchia, Houlahan & Hostetter 2015, Wilderness Environ. Med. (4 air-scent teams)",
    "an effective sweep width of air-scent teams of 95 m (44 to 145 m)",
    "10.1016/j.wem.2014.10.004",
)
FARRELL_2002 = Source(
    "FARRELL_2002",
    "Farrell et al. 2002, Filament-based atmospheric dispersion model of odor plumes, Environ. Fluid Mech.",
    "odour comes in puffs that meander and spread down the wind",
)
KATAYAMA_2019 = Source(
    "KATAYAMA_2019",
    "Katayama et al. 2019, Front. Psychol. 10:1678 (14 pairs)",
    "heart-rate variability of dog and owner goes together the more, the longer they have been together",
)

# care ---------------------------------------------------------------------------------------------
LARSEN_1993 = Source(
    "LARSEN_1993",
    "Larsen, Eisenberg, Cummins & Hallstrom 1993, Annals of Emergency Medicine 22:1652 (n = 1,667)",
    "survival of a shockable arrest: 67 % less 2.3, 1.1 and 2.1 points a minute to compressions, shock, advanced care",
)
GORDON_2020 = Source(
    "GORDON_2020",
    "Gordon, Pasquier, Brugger & Paal 2020, Scand. J. Trauma Resusc. Emerg. Med. 28:14",
    "65 returns of circulation after resuscitation: median 5 min (quartiles 2.5 and 10), 18 full recoveries",
    "10.1186/s13049-019-0685-4",
)
BALLESTEROS_2014 = Source(
    "BALLESTEROS_2014",
    "Ballesteros Pena, Fernandez Aedo & Lorrio Palomino 2014, Emergencias 26:307",
    "of 49 such returns 67 % came within ten minutes",
)
REYNOLDS_2013 = Source(
    "REYNOLDS_2013",
    "Reynolds et al. 2013, Circulation 128:2488 (1,014 arrests out of hospital)",
    "of those with a good outcome 90 % had their circulation back within 16.1 minutes of resuscitation",
)
RYVLIN_2013 = Source(
    "RYVLIN_2013",
    "Ryvlin et al. 2013, Lancet Neurology 12:966-977",
    "deaths after seizures: breathing fails within 11 minutes of the end, mostly at night and unattended",
    "10.1016/S1474-4422(13)70214-X",
)
MAA_2021 = Source(
    "MAA_2021",
    "Maa et al. 2021, Epilepsy & Behavior 115:107690 (60 patients)",
    "a scent that dogs recognise precedes 78.7 % of seizures",
    "10.1016/j.yebeh.2020.107690",
)
KIRTON_2004 = Source(
    "KIRTON_2004",
    "Kirton et al. 2004, Neurology",
    "about 40 % of untrained family dogs respond to seizures, about 15 % warn of them",
)
THEODORE_1994 = Source(
    "THEODORE_1994",
    "Theodore et al. 1994, Neurology 44:1403-1407 (120 seizures)",
    "generalised tonic-clonic seizures last 62 s in the mean",
)
HORN_2013 = Source(
    "HORN_2013",
    "Horn, Huber & Range 2013, PLoS ONE 8:e65296",
    "dogs work longer beside their own person; an unfamiliar person does not help",
    "10.1371/journal.pone.0065296",
)
UCCHEDDU_2022 = Source(
    "UCCHEDDU_2022",
    "Uccheddu et al. 2022, Domestic dogs grieve over the loss of a conspecific, Scientific Reports 12:1920 (n = 426)",
    "how long dogs grieve after the death of a companion dog: 32 % two to six months, 25 % longer",
)

# skills, kennel, visits
HENNESSY_THESIS = Source(
    "HENNESSY_THESIS",
    "Master's thesis, Wright State University (advisor M. Hennessy), human interaction and cortisol of shelter dogs",
    "15 minutes with a person calm as well as 30; lost back in the kennel; none in dogs given up by owners",
)
SCHOBERL_2016 = Source(
    "SCHOBERL_2016",
    "Schoberl et al. 2016, Journal of Veterinary Behavior",
    "securely attached dogs secrete less cortisol",
)
COURSE_HOURS = Source(
    "COURSE_HOURS",
    "Course syllabi of police dog schools, as published by them",
    "12 to 14 weeks with 400 to 460 hours, up to 640 hours in 16 weeks",
)
HART_2000 = Source(
    "HART_2000",
    "Hart, Zasloff, Bryson & Christensen 2000, Psychological Reports (255 police officers)",
    "4.1 h of training on duty, 2.9 h off duty and 6.5 h of play a week",
)
KIS_2017 = Source(
    "KIS_2017",
    "Kis et al. 2017, Scientific Reports 7:41873",
    "sleep after learning a command improves later performance",
    "10.1038/srep41873",
)
SLABBERT_RASA_1997 = Source(
    "SLABBERT_RASA_1997",
    "Slabbert & Rasa 1997, observational learning of an acquired maternal behaviour pattern by working dog pups",
    "of pups that watched their working mother 85 % passed a narcotics test, of others fewer than 20 %",
)
SLABBERT_ODENDAAL_1999 = Source(
    "SLABBERT_ODENDAAL_1999",
    "Slabbert & Odendaal 1999, Applied Animal Behaviour Science 64:269-288",
    "up to 70 % of dogs bred for the South African police are unsuitable",
)
MWD_SUPPLY = Source(
    "MWD_SUPPLY",
    "Reports on the supply of military working dogs, as summarised",
    "53 % of the pups do not become military working dogs",
)
JEZIERSKI_2014 = Source(
    "JEZIERSKI_2014",
    "Jezierski et al. 2014, Forensic Science International 237:112-118 (164 dogs)",
    "in examinations dogs give more false alerts, fewer correct ones, and are slower than in the last trainings",
    "10.1016/j.forsciint.2014.01.013",
)

# careers: ageing, strain, duty, mourning
WORTH_2013 = Source(
    "WORTH_2013",
    "Worth et al. 2013, Animal Welfare 22(2) (134 police German Shepherds, New Zealand)",
    "mean age at loss from service 6.6 years, 40 % reach the planned 8; 94 retired, 61 of them for physical "
    "reasons, 24 put to sleep, 11 died, 5 killed",
)
CARON_LORMIER_2016 = Source(
    "CARON_LORMIER_2016",
    "Caron-Lormier et al. 2016, Veterinary Journal 207:124-130 (7,686 guide dogs)",
    "84 % of dogs with a light duty serve 8.5 years",
)
BONNETT_2005 = Source(
    "BONNETT_2005",
    "Bonnett et al. 2005, Acta Veterinaria Scandinavica 46:105 (over 350,000 insured dogs up to 10 years)",
    "8 % of deaths are of the heart, 17 % of trauma, 13 % of the locomotor system",
    "10.1186/1751-0147-46-105",
)
KHAN_2023 = Source(
    "KHAN_2023",
    "Khan et al. 2023, age and canine olfaction",
    "dogs smell less well as they age",
)
MWD_STRESS = Source(
    "MWD_STRESS",
    "Reports on canine post-traumatic stress in deployed military working dogs, as summarised",
    "4.25 % over seven years; about 10 % by an estimate of 2012",
)
SUNDMAN_2019 = Source(
    "SUNDMAN_2019",
    "Sundman et al. 2019, Scientific Reports 9:7391 (57 and 55 pairs)",
    "long-term stress hormones of dogs follow those of their owners: regression 0.235 in summer, 0.027 in winter",
    "10.1038/s41598-019-43851-x",
)
SYED_2020 = Source(
    "SYED_2020",
    "Syed et al. 2020, Occupational and Environmental Medicine 77:737 (67 studies, n = 272,463)",
    "14.2 % (10.3-18.7) of police personnel have post-traumatic stress disorder; peer support lowers it",
    "10.1136/oemed-2020-106498",
)
ZALTA_2021 = Source(
    "ZALTA_2021",
    "Zalta et al. 2021, Psychological Bulletin (62,803 people)",
    "social support against severity of post-traumatic stress: r = -0.27",
)
BISCONTI_2004 = Source(
    "BISCONTI_2004",
    "Bisconti, Bergeman & Boker 2004, emotional well-being in recently bereaved widows (n = 19)",
    "daily well-being over three months follows a damped linear oscillator, R2 = 0.77",
)
WROBEL_DYE_2003 = Source(
    "WROBEL_DYE_2003",
    "Wrobel & Dye 2003, Omega 47:385-393 (174 owners)",
    "86 % of owners have symptoms of grief after a pet's death, 35 % at six months, 22 % at a year; attached ones more",
)
SERVICE_DOG_LOSS = Source(
    "SERVICE_DOG_LOSS",
    "Study of the death of service dogs, interviews with partners (n = 25)",
    "having to replace the dog soon hinders grieving",
)
TZIVIAN_2015 = Source(
    "TZIVIAN_2015",
    "Tzivian, Friger & Kushnir 2015, PLoS ONE 10:e0121081 (103 bereaved, 110 current dog owners)",
    "the bereaved have more stress; social support protects",
)
WU_HUBERMAN_2007 = Source(
    "WU_HUBERMAN_2007",
    "Wu & Huberman 2007, Novelty and collective attention, PNAS 104:17599-17601",
    "novelty of a story fades as a stretched exponential with a half-life of 69 minutes",
    "10.1073/pnas.0704916104",
)
CRANE_SORNETTE_2008 = Source(
    "CRANE_SORNETTE_2008",
    "Crane & Sornette 2008, Robust dynamic classes revealed by the response function of a social system, PNAS",
    "bursts of public response relax as a power of time",
)

# office, handover, ward
CRANE_2010 = Source(
    "CRANE_2010",
    "Crane, Schweitzer & Sornette 2010, Physical Review E 81:056101",
    "donations after the tsunami of 2004 fell with time to the power of -2.5 +/- 0.1",
    "10.1103/PhysRevE.81.056101",
)
JAMIESON_2018 = Source(
    "JAMIESON_2018",
    "Jamieson, Baxter & Murray 2018, You are not my handler!, Animals 8:176 (9 dogs)",
    "detection is less accurate and dogs are more distracted with an unfamiliar handler",
    "10.3390/ani8100176",
)
REHN_KEELING_2011 = Source(
    "REHN_KEELING_2011",
    "Rehn & Keeling 2011, Applied Animal Behaviour Science 129:129-135 (n = 12)",
    "tail wagging at a return after half an hour, two and four hours: 0.09, 0.27, 0.26",
    "10.1016/j.applanim.2010.11.015",
)
VEGETATIVE_COHORT = Source(
    "VEGETATIVE_COHORT",
    "A cohort of 206 patients in a vegetative state, as summarised (the publication itself was not seen)",
    "of those still in that state at 0, 3, 6, 9 and 12 months 54, 48, 33, 19 and 7 % recovered later",
)
HEDIGER_2019 = Source(
    "HEDIGER_2019",
    "Hediger, Petignat, Marti & Hund-Georgiadis 2019, PLoS ONE 14:e0222846 (10 patients)",
    "in minimally conscious patients 1.31 times the eye movements and 1.13 times the active movements beside an animal",
    "10.1371/journal.pone.0222846",
)
PAPE_2015 = Source(
    "PAPE_2015",
    "Pape et al. 2015, Neurorehabilitation and Neural Repair 29:537 (15 patients)",
    "familiar voices raise arousal after a head injury; global function does not differ",
    "10.1177/1545968314554626",
)
MCCREA_2021 = Source(
    "MCCREA_2021",
    "McCrea et al. 2021, JAMA Neurology 78:982 (n = 484)",
    "about half of those with a severe head injury are independent at home after a year",
)

SOURCES: dict[str, Source] = {s.key: s for s in list(globals().values()) if isinstance(s, Source)}
