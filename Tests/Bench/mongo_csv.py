"""The peers of the export from MongoDB: every participant, with every field a column.

usage: mongo_csv.py pymongo|arrow MONGODB_URI FILE
"""

import csv
import sys

import pymongo

FLAGS = ["opened", "clicked", "bounced", "complained", "unsubscribed"]
TIMES = ["opened", "clicked", "bounced", "complained", "unsubscribed"]


def main(way: str, uri: str, file: str) -> None:
    database = pymongo.MongoClient(uri).get_default_database()
    tags = sorted({tag for found in database.octo_lists.find() for tag in found["field_tags"]} - {"EmailAddress"})
    campaigns = {found["_id"]: found for found in database.campaigns.find()}
    (with_pymongo if way == "pymongo" else with_arrow)(database.participants, campaigns, tags, file)


def with_pymongo(participants, campaigns, tags, file) -> None:
    with open(file, "w", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(
            ["campaign_id", "campaign_name", "campaign_sent_at", "contact_id", "email_address", "status", *FLAGS, "engaged",
             *(f"{name}_at" for name in TIMES), *tags, "subject"])
        for found in participants.find().sort("_id"):
            campaign = campaigns.get(found["campaign_id"], {})
            flags, times, fields = found["engagement"], found.get("occurred_at", {}), found.get("fields") or {}
            writer.writerow(
                [found["campaign_id"], campaign.get("name"), iso(campaign.get("sent_at")), found["contact_id"],
                 found.get("email_address"), found.get("status"), *("Yes" if flags[flag] else "No" for flag in FLAGS),
                 "Yes" if flags["opened"] or flags["clicked"] else "No", *(iso(times.get(name)) for name in TIMES),
                 *(fields.get(tag) for tag in tags), campaign.get("subject")])


def iso(time) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else ""


def with_arrow(participants, campaigns, tags, file) -> None:
    import polars
    import pyarrow
    from pymongoarrow.api import Schema, aggregate_polars_all

    columns = {"campaign_id": str, "contact_id": str, "email_address": str, "status": str}
    paths = {name: f"${name}" for name in columns}
    for flag in FLAGS:
        columns[flag], paths[flag] = bool, f"$engagement.{flag}"
    for name in TIMES:
        columns[f"{name}_at"], paths[f"{name}_at"] = pyarrow.timestamp("ms"), f"$occurred_at.{name}"
    for tag in tags:
        # A field may hold numbers, too; a column of this library has one type.
        columns[tag], paths[tag] = str, {"$convert": {"input": f"$fields.{tag}", "to": "string", "onError": None, "onNull": None}}
    frame = aggregate_polars_all(
        participants, [{"$sort": {"_id": 1}}, {"$project": {"_id": 0, **paths}}], schema=Schema(columns))
    names = polars.DataFrame(
        [{"campaign_id": id, "campaign_name": found.get("name"), "campaign_sent_at": found.get("sent_at"),
          "subject": found.get("subject")} for id, found in campaigns.items()])
    frame.join(names, on="campaign_id", how="left", maintain_order="left").with_columns(
        polars.when(polars.col(name)).then(polars.lit("Yes")).otherwise(polars.lit("No")).alias(name) for name in FLAGS
    ).write_csv(file, datetime_format="%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main(*sys.argv[1:])
