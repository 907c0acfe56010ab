#!/usr/bin/env python3
"""Reads usage reports from ODataFeed into pandas, page by page, typed by the feed's $metadata.

    python3 usage.py [service root] [rows per page]

Needs Python 3.9. With pandas the rows become a DataFrame; without it they stay dictionaries, and the figures are the same. A key of the
feed is taken from the environment variable ODATAFEED_KEY.
"""
import base64
import datetime
import gzip
import json
import os
import re
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml

try:
    import pandas
except ImportError:
    pandas = None

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"

# Nullable types: a null of the feed is "not counted", never 0.
PANDAS_TYPES = {
    "Edm.Int32": "Int32", "Edm.Int64": "Int64", "Edm.Boolean": "boolean", "Edm.String": "string", "Edm.Decimal": "Float64",
    "Edm.Date": "datetime64[ns]", "Edm.DateTimeOffset": "datetime64[ns, UTC]",
}


class Feed:
    def __init__(self, root, page_size=10_000):
        self.root = root.rstrip("/") + "/"
        self.page_size = page_size
        self.pages = 0
        self._types = None

    def rows(self, set_name, **options):
        """The rows of a set as dictionaries; options are query options without their $: filter="ReportDate ge 2026-01-01"."""
        query = urllib.parse.urlencode({"$" + name: value for name, value in options.items()}, quote_via=urllib.parse.quote, safe="$,/()'")
        url = self.root + set_name + ("?" + query if query else "")
        types = self.types(set_name)
        while url:
            page = json.loads(self._get(url, "application/json"))
            self.pages += 1
            for row in page["value"]:
                yield {name: typed(value, types.get(name)) for name, value in row.items() if "@" not in name}
            url = page.get("@odata.nextLink")

    def frame(self, set_name, **options):
        """The same as a DataFrame with a type per column; the rows where pandas is not installed."""
        rows = list(self.rows(set_name, **options))
        if pandas is None:
            return rows
        types = self.types(set_name)
        frame = pandas.DataFrame(rows)
        return frame.astype({name: PANDAS_TYPES[types[name]] for name in frame.columns if types.get(name) in PANDAS_TYPES})

    def types(self, set_name):
        """The EDM type of each property of a set."""
        if self._types is None:
            model = xml.fromstring(self._get(self.root + "$metadata", "application/xml"))
            entities = {
                entity.get("Name"): {item.get("Name"): item.get("Type") for item in entity.iter(EDM + "Property")}
                for entity in model.iter(EDM + "EntityType")
            }
            self._types = {item.get("Name"): entities[item.get("EntityType").rpartition(".")[2]] for item in model.iter(EDM + "EntitySet")}
        return self._types[set_name]

    def _get(self, url, accept):
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "Prefer": f"odata.maxpagesize={self.page_size}"}
        if key := os.environ.get("ODATAFEED_KEY"):
            headers["Authorization"] = "Basic " + base64.b64encode(f":{key}".encode()).decode()
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            body = answer.read()
            return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def typed(value, edm_type):
    if value is None:
        return None
    if edm_type == "Edm.Date":
        return datetime.date.fromisoformat(value)
    if edm_type == "Edm.DateTimeOffset":
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if edm_type == "Edm.Duration":
        parts = re.fullmatch(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", value).groups()
        days, hours, minutes, seconds = (float(part or 0) for part in parts[1:])
        length = datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return -length if parts[0] else length
    return value


def records(rows):
    """Rows as dictionaries with None for null, from a DataFrame or not."""
    if pandas is None:
        return rows
    return [{name: None if pandas.isna(value) else value for name, value in row.items()} for row in rows.to_dict("records")]


def main(root="http://127.0.0.1:5080/odata/", page_size="10000"):
    feed = Feed(root, int(page_size))

    print("Licences activated")
    for row in records(feed.frame("Office365ActivationsUserCounts", orderby="Assigned desc")):
        print(f"{100 * row['Activated'] / row['Assigned']:6.1f} %  {row['ProductType']} ({row['Activated']} of {row['Assigned']})")

    people = records(feed.frame("Office365ActiveUserDetail", select="UserPrincipalName,HasTeamsLicense,TeamsLastActivityDate", filter="IsDeleted eq false"))
    licensed = [row for row in people if row["HasTeamsLicense"]]
    print("Teams licences never used")
    print(f"{sum(row['TeamsLastActivityDate'] is None for row in licensed)} of {len(licensed)}")

    print("Most users of Teams in a day, by month")
    days = feed.frame("Office365ActiveUserCounts", select="ReportDate,Teams", orderby="ReportDate")
    if pandas is not None:
        best = days.loc[days.groupby(days["ReportDate"].dt.strftime("%Y-%m"))["Teams"].idxmax()]
        peaks = [(row.ReportDate.date(), row.Teams) for row in best.itertuples()]
    else:
        months = {}
        for row in days:
            months.setdefault(row["ReportDate"].strftime("%Y-%m"), []).append((row["ReportDate"], row["Teams"]))
        peaks = [max(month, key=lambda day: day[1]) for month in months.values()]
    for day, users in peaks:
        print(f"{day} {users:6}")

    print(f"{feed.pages} pages read")


if __name__ == "__main__":
    main(*sys.argv[1:])
