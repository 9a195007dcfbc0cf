"""The embedded demo district: school portals of different make on loopback, with their truth written by hand."""

from runner.demo.district import District, start_district
from runner.demo.model import Expected, SchoolTruth
from runner.demo.server import Asked

__all__ = ["Asked", "District", "Expected", "SchoolTruth", "start_district"]
