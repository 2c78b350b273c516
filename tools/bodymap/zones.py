"""Every zone: its frozen stem, region, name in both languages, and a seed point in each view that shows it.

A stem is never reused for another place: records of many years point at it. `both` zones exist on the left and
the right, `mid` zones once. Seeds are half coordinates (front, back, soles) or profile coordinates (head).
"""

BOTH, MID = "LR", "M"

# stem | region | sides | Danish | English | seeds view:x,y …
TABLE = """
F.forehead      | head | LR | pande | forehead | front:12,50 head:50,68
F.crown_front   | head | LR | isse, forrest | top of the head, front | front:12,25 head:85,40
F.eye           | head | LR | øje og øjenbryn | eye and eyebrow | front:18,72 head:54,96
F.nose          | head | M  | næse | nose | front:0,85 head:36,125
F.cheek         | head | LR | kind og kindben | cheek and cheekbone | front:18,90 head:64,122
F.temple        | head | LR | tinding | temple | front:34,60 head:80,80
F.ear           | head | LR | øre | ear | front:41,80 back:41,80 head:108,112
F.mouth         | jaw  | M  | mund | mouth | front:0,106 head:46,152
F.chin          | jaw  | M  | hage | chin | front:0,121 head:46,184
F.jaw           | jaw  | LR | kæbe | jaw | front:24,108 head:80,165
F.jaw_joint     | jaw  | LR | kæbeled | jaw joint | front:32,84 head:90,116
F.throat        | neck | M  | hals, foran | throat | front:0,150 head:94,228
F.neck_side     | neck | LR | hals, siden (den skrå halsmuskel) | side of the neck, front | front:18,146 head:108,185
F.collar_hollow | shoulder | LR | gruben over kravebenet | hollow above the collarbone | front:30,168
F.shoulder_front | shoulder | LR | skulder, foran | shoulder, front | front:94,215
F.shoulder_side | shoulder | LR | skulder, yderside | shoulder, outer side | front:115,225 back:115,225
F.armpit        | shoulder | LR | armhule | armpit | front:80,248
F.breastbone_up | chest | M | brystben, øverst | breastbone, upper | front:0,200
F.breastbone_low | chest | M | brystben, nederst | breastbone, lower | front:0,245
F.chest_up      | chest | LR | bryst, øverst | chest, upper | front:45,200
F.chest_low     | chest | LR | bryst, nederst | chest, lower | front:45,245
F.ribs_front    | chest | LR | ribben, forrest | ribs, front | front:46,285
F.ribs_side     | chest | LR | ribben, siden | ribs, side | front:70,295
F.belly_up      | abdomen | LR | mave, øverst | belly, upper | front:15,305
F.belly_mid     | abdomen | LR | mave, ved navlen | belly, by the navel | front:25,350
F.belly_low     | abdomen | LR | mave, nederst | belly, lower | front:25,410
F.waist         | abdomen | LR | siden mellem ribben og hofte, fortil | side between ribs and hip, to the front | front:63,350
F.hip_front     | hip | LR | hoftekam, foran | hip bone, front | front:72,405
F.hip_side      | hip | LR | hofte, yderside foran | hip, outer side to the front | front:80,470
F.pubic         | groin | M | skamben | pubic bone | front:0,455
F.groin         | groin | LR | lyske | groin | front:40,455
F.thigh_out_up  | thigh | LR | lår yderside, øverst | outer thigh, upper | front:80,540
F.thigh_front_up | thigh | LR | lår foran, øverst | front of the thigh, upper | front:55,520
F.thigh_in_up   | thigh | LR | lår inderside, øverst | inner thigh, upper | front:25,530
F.thigh_out_low | thigh | LR | lår yderside, nederst | outer thigh, lower | front:72,600
F.thigh_front_low | thigh | LR | lår foran, nederst | front of the thigh, lower | front:52,600
F.thigh_in_low  | thigh | LR | lår inderside, nederst | inner thigh, lower | front:28,605
F.kneecap       | knee | LR | knæskal | kneecap | front:50,665
F.knee_in       | knee | LR | knæ, inderside | knee, inner side | front:30,665
F.knee_out      | knee | LR | knæ, yderside | knee, outer side | front:69,665
F.shin_in       | lower_leg | LR | skinneben, inderside | shin, inner side | front:36,735
F.shin_out      | lower_leg | LR | skinneben, yderside | shin, outer side | front:63,735
F.shin_low      | lower_leg | LR | skinneben, nederst | shin, lower | front:48,795
F.ankle_in      | ankle | LR | ankel, inderside | ankle, inner side | front:40,832 back:40,852
F.ankle_out     | ankle | LR | ankel, yderside | ankle, outer side | front:55,832 back:55,852
F.ankle_front   | ankle | LR | ankel, foran | ankle, front | front:47,851
F.foot_top_in   | foot | LR | fodryg, inderside | top of the foot, inner side | front:42,866
F.foot_top_out  | foot | LR | fodryg, yderside | top of the foot, outer side | front:65,865
F.big_toe       | foot | LR | storetå, ovenpå | big toe, top | front:41,883
F.small_toes    | foot | LR | små tæer, ovenpå | small toes, top | front:64,879
F.arm_out       | upper_arm | LR | overarm foran, yderside | upper arm front, outer side | front:123,290
F.arm_in        | upper_arm | LR | overarm foran, inderside | upper arm front, inner side | front:103,290
F.elbow_in      | elbow | LR | albue, inderside | elbow, inner side | front:112,348 back:112,348
F.elbow_front   | elbow | LR | albuebøjning | crook of the elbow | front:127,345
F.elbow_out     | elbow | LR | albue, yderside | elbow, outer side | front:142,338 back:142,338
F.forearm_thumb | forearm | LR | underarm foran, tommelside | forearm front, thumb side | front:152,395
F.forearm_little | forearm | LR | underarm foran, lillefingerside | forearm front, little-finger side | front:133,400
F.wrist_front   | wrist | LR | håndled, indvendigt | wrist, palm side | front:156,453
F.palm_thumb    | hand | LR | tommelballe | ball of the thumb | front:168,478
F.palm_little   | hand | LR | lillefingerballe | little-finger side of the palm | front:151,478
F.palm          | hand | LR | håndflade under fingrene | palm below the fingers | front:162,498
F.thumb         | hand | LR | tommelfinger | thumb | front:196,505 back:196,505
F.index         | hand | LR | pegefinger | index finger | front:188,532 back:188,532
F.middle        | hand | LR | langfinger | middle finger | front:173,535 back:173,535
F.ring          | hand | LR | ringfinger | ring finger | front:158.6,535 back:158.6,535
F.little        | hand | LR | lillefinger | little finger | front:146,522 back:146,522
B.crown         | head | LR | isse, bagest | top of the head, back | back:12,28 head:135,38
B.head_side     | head | LR | hovedets side, over øret | side of the head, above the ear | back:33,60 head:115,78
B.occiput       | head | LR | baghoved | back of the head | back:12,70 head:155,95
B.behind_ear    | head | LR | bag øret | behind the ear | back:30,85 head:131,115
B.under_skull   | neck | LR | nakke, lige under kraniet | neck, just under the skull | back:13,107 head:145,138
B.neck_spine    | neck | M  | nakkehvirvler | neck, over the spine | back:0,140
B.neck_up       | neck | LR | nakke, øverst ved rygsøjlen | neck beside the spine, upper | back:12,128 head:148,175
B.neck_low      | neck | LR | nakke, nederst ved rygsøjlen | neck beside the spine, lower | back:13,155 head:158,235
B.neck_side     | neck | LR | nakke, siden | neck, side to the back | back:23,130 head:132,185
B.neck_angle    | shoulder | LR | vinklen mellem nakke og skulder | angle between neck and shoulder | back:35,160
B.trap_upper    | shoulder | LR | oven på skulderen (kappemusklen) | top of the shoulder (trapezius) | back:65,174 front:55,166
B.shoulder_tip  | shoulder | LR | skulderens spids | tip of the shoulder | back:95,188
B.shoulder_back | shoulder | LR | skulder, bagpå | shoulder, back | back:95,220
B.blade_corner  | upper_back | LR | skulderbladets øverste, indre hjørne | upper inner corner of the shoulder blade | back:32,185
B.blade_top     | upper_back | LR | over skulderbladskammen | shoulder blade, above its ridge | back:60,188
B.between_blades | upper_back | LR | mellem skulderbladene | between the shoulder blades | back:16,210
B.blade_inner   | upper_back | LR | langs skulderbladets inderkant | along the inner border of the shoulder blade | back:31,220
B.blade         | upper_back | LR | midt på skulderbladet | middle of the shoulder blade | back:55,222
B.blade_outer   | upper_back | LR | skulderbladets yderkant | outer border of the shoulder blade | back:78,230
B.blade_tip     | upper_back | LR | skulderbladets nederste spids | lower tip of the shoulder blade | back:45,256
B.spine_up      | upper_back | M  | rygsøjlen mellem skulderbladene | spine between the shoulder blades | back:0,210
B.spine_mid     | upper_back | M  | rygsøjlen midt på ryggen | spine, middle of the back | back:0,285
B.back_mid      | upper_back | LR | midt på ryggen, ved rygsøjlen | middle of the back, beside the spine | back:18,285
B.ribs_back     | upper_back | LR | ribben, bagpå | ribs, back | back:45,290
B.back_side     | upper_back | LR | ryggens side under armen | side of the back below the arm | back:72,290
B.spine_low_up  | lower_back | M  | lændehvirvler, øverst | lower spine, upper part | back:0,335
B.spine_low     | lower_back | M  | lændehvirvler, nederst | lower spine, lower part | back:0,372
B.loin_up       | lower_back | LR | lænd ved rygsøjlen, øverst | low back beside the spine, upper | back:20,335
B.loin_low      | lower_back | LR | lænd ved rygsøjlen, nederst | low back beside the spine, lower | back:20,372
B.loin_side     | lower_back | LR | lænd, ude til siden (den firkantede lændemuskel) | low back to the side (quadratus lumborum) | back:42,350
B.flank         | lower_back | LR | siden mellem ribben og hofte, bagtil | side between ribs and hip, to the back | back:64,345
B.sacrum        | buttock | M  | korsben | sacrum | back:0,415
B.tailbone      | buttock | M  | haleben | tailbone | back:0,450
B.si_joint      | buttock | LR | bækkenled (mellem korsben og hofteben) | sacroiliac joint | back:21,405
B.hip_crest     | hip | LR | langs hoftekammen | along the hip crest | back:50,393
B.buttock_up    | buttock | LR | balde, øverst (mellemste sædemuskel) | buttock, upper (gluteus medius) | back:55,415
B.piriformis    | buttock | LR | balde, dybt i midten (pæreformet muskel) | buttock, deep in the middle (piriformis) | back:45,440
B.buttock       | buttock | LR | balde, midt på | buttock, middle | back:40,468
B.sit_bone      | buttock | LR | sædeknude | sit bone | back:28,492
B.buttock_low   | buttock | LR | balde, nederst og yderst | buttock, lower and outer | back:58,490
B.hip_side      | hip | LR | hofte, yderside bagtil | hip, outer side to the back | back:82,450
B.thigh_in_up   | thigh | LR | baglår inderside, øverst | back of the thigh, inner upper | back:30,535
B.thigh_out_up  | thigh | LR | baglår yderside, øverst | back of the thigh, outer upper | back:65,535
B.thigh_in_low  | thigh | LR | baglår inderside, nederst | back of the thigh, inner lower | back:32,605
B.thigh_out_low | thigh | LR | baglår yderside, nederst | back of the thigh, outer lower | back:65,605
B.knee_back     | knee | LR | knæhase | hollow of the knee | back:48,665
B.calf_in       | lower_leg | LR | læg, inderside | calf, inner side | back:35,735
B.calf_out      | lower_leg | LR | læg, yderside | calf, outer side | back:62,735
B.calf_low      | lower_leg | LR | læg, nederst | calf, lower | back:48,795
B.achilles      | ankle | LR | akillessene | Achilles tendon | back:47,830
B.heel          | foot | LR | hæl, bagpå | heel, back | back:47,878
B.arm_out       | upper_arm | LR | overarm bagpå, yderside | upper arm back, outer side | back:123,290
B.arm_in        | upper_arm | LR | overarm bagpå, inderside | upper arm back, inner side | back:103,290
B.elbow         | elbow | LR | albuespids | point of the elbow | back:127,345
B.forearm_thumb_up | forearm | LR | underarm bagpå, tommelside øverst | forearm back, thumb side upper | back:149,385
B.forearm_little_up | forearm | LR | underarm bagpå, lillefingerside øverst | forearm back, little-finger side upper | back:128,392
B.forearm_thumb_low | forearm | LR | underarm bagpå, tommelside nederst | forearm back, thumb side lower | back:160,420
B.forearm_little_low | forearm | LR | underarm bagpå, lillefingerside nederst | forearm back, little-finger side lower | back:143,430
B.wrist_back    | wrist | LR | håndled, udvendigt | wrist, back | back:156,453
B.thumb_web     | hand | LR | mellem tommel- og pegefinger | web between thumb and index finger | back:175,485
B.hand_back     | hand | LR | håndryg | back of the hand | back:155,485
S.heel_in       | foot | LR | hæl under foden, inderside | heel underneath, inner side | soles:50,250
S.heel_out      | foot | LR | hæl under foden, yderside | heel underneath, outer side | soles:80,250
S.arch_in       | foot | LR | svang, inderside | arch, inner side | soles:60,180
S.arch_out      | foot | LR | svang, yderside | arch, outer side | soles:88,180
S.ball_in       | foot | LR | fodballe under storetåen | ball of the foot under the big toe | soles:40,95
S.ball_mid      | foot | LR | fodballe, midten | ball of the foot, middle | soles:68,95
S.ball_out      | foot | LR | fodballe under lilletåen | ball of the foot under the little toe | soles:96,105
S.big_toe       | foot | LR | storetå, underside | big toe, underside | soles:40,45
S.small_toes    | foot | LR | små tæer, underside | small toes, underside | soles:62,40 soles:79,48 soles:92,57 soles:103,73
"""


def rows():
    """(stem, region, sides, da, en, {view: [(x, y), …]}) for every line of the table."""
    for line in TABLE.strip().splitlines():
        stem, region, sides, da, en, seeds = (part.strip() for part in line.split("|"))
        places = {}
        for seed in seeds.split():
            view, _, point = seed.partition(":")
            places.setdefault(view, []).append(tuple(float(n) for n in point.split(",")))
        yield stem, region, sides, da, en, places
