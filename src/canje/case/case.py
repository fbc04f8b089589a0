"""A case: one negotiation as one value, read whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from attrs import evolve, field, frozen

from canje.base.findings import Finding, Findings, Refused
from canje.case.parts import Expected, Listing, Scenario, Source
from canje.draw.asked import Asked
from canje.stage.handover import Handover
from canje.terms.claims import Claim, Dispute, disputes
from canje.terms.docket import Docket
from canje.terms.law import Article


def _readonly(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


@frozen(eq=False)
class Case:
    """One negotiation. `docket` is what bears on who can move and on what terms.

    `base` is the docket without a scenario. `law` holds the articles in force on the case's date;
    `findings` are notices: errors would have kept the case from being read.
    """

    id: str
    title: str
    docket: Docket
    base: Docket
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    handover: Handover = field(factory=Handover)
    draw: Asked = field(factory=Asked)
    expected: tuple[Expected, ...] = ()
    notes: tuple[str, ...] = ()
    destinations: Mapping[str, str] = field(factory=dict, converter=_readonly)
    scenarios: tuple[Scenario, ...] = ()
    lists: tuple[Listing, ...] = ()
    law: tuple[Article, ...] = ()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, folder: str | Path, scenario: str | None = None) -> Case:
        """Read a case folder; raises Refused (or Unreadable) with everything that is wrong."""
        from canje.case.folder import read  # noqa: PLC0415  (it builds cases)

        return read(Path(folder), scenario)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The claims that cannot all hold."""
        return disputes(self.claims)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that the docket is under."""
        found = (each for each in self.scenarios if each.id == self.docket.scenario)
        return next(found, None)

    def with_scenario(self, scenario: str | None) -> Case:
        """The same case under another scenario or none; raises Refused for an unknown one."""
        if scenario is None:
            return evolve(self, docket=self.base)
        for each in self.scenarios:
            if each.id == scenario:
                return evolve(self, docket=each.over(self.base))
        known = [each.id for each in self.scenarios]
        findings = Findings()
        code = "scenario.unknown" if known else "scenario.none"
        findings.add(code, "scenarios.yaml", value=scenario, among=known)
        raise Refused(findings.all())
