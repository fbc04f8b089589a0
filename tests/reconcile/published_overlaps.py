"""Tables of overlaps that were published, with what was published of them.

The tables of the United Kingdom, New Orleans and the made-up one are those of the R package
SparseMSE 2.0.1 (`UKdat`, `UKdat_5`, `NewOrl`, `Artificial_3`); Kosovo's that of modslavmse; Korea's
that of MultipleSystemsEstimation 1.3.2. Where they come from:

* United Kingdom: Silverman, B. W. (2014), Modern Slavery: an application of Multiple Systems
  Estimation, Home Office.
* Kosovo: Ball, P., Betts, W., Scheuren, F., Dudukovich, J. and Asher, J. (2002), Killings and
  Refugee Flow in Kosovo March-June 1999, a report to the ICTY.
* Korea: Ball, P., Shin, E. H-S. and Yang, H. (2018), HRDAG technical report.
* New Orleans: Bales, K., Murphy, L. and Silverman, B. W. (2020), Journal of Human Trafficking 6(4).
* Made up: table 2 of Chan, L., Silverman, B. W. and Vincent, K. (2021), Journal of the American
  Statistical Association 116, 1297-1306.
"""

from __future__ import annotations

from canje.reconcile.overlaps import Overlaps


def _table(text: str) -> Overlaps:
    """`LA NG:15` is fifteen people on exactly these two lists."""
    counted = {}
    for part in text.split(","):
        names, _, count = part.partition(":")
        counted[frozenset(names.split())] = int(count)
    return Overlaps.of(counted)


UK = _table(
    "LA:54, NG:463, PF:907, GO:695, GP:316, NCA:57, LA NG:15, LA PF:19, LA GO:3, NG PF:56, "
    "NG GO:19, NG GP:1, NG NCA:3, PF GO:69, PF GP:10, PF NCA:31, GO GP:8, GO NCA:6, GP NCA:1, "
    "LA NG PF:1, LA NG GO:1, NG PF GO:4, NG PF NCA:3, PF GO NCA:1, LA NG PF GO:1"
)
UK_FIVE = UK.merged("PF", "NCA")
KOSOVO = _table(
    "EXH:1131, ABA:845, OSCE:936, HRW:306, EXH ABA:177, EXH OSCE:228, EXH HRW:106, ABA OSCE:217, "
    "ABA HRW:31, OSCE HRW:123, EXH ABA OSCE:181, EXH ABA HRW:18, EXH OSCE HRW:42, ABA OSCE HRW:32, "
    "EXH ABA OSCE HRW:27"
)
KOREA = _table("D:41, C:5, B:5, B C:54, B D:6, B C D:12")
NEW_ORLEANS = _table(
    "A:25, A C:1, A D:2, A E:1, A C G:1, A D E:1, B:5, B F:1, C:70, C D:1, C E:1, C G:1, D:33, "
    "D E:2, E:6, E H:1, F:6, G:6, H:21"
)
MADE_UP = _table("A:40, B:30, C:20, A B:6")
