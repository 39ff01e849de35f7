"""The peer of the first sync: what the replaced Python scripts did, without their mistakes and written as well as the way
allows. One session with kept-alive connections, page after page, an upsert a row in bulk writes of a page, documents with an
ObjectId under a unique index on campaign and contact.

usage: old_way.py BASE_URL MONGODB_URI; the key is in EMAILOCTOPUS_API_KEY
"""

import os
import sys
from datetime import datetime, timezone
from urllib.parse import urljoin

import pymongo
import requests

FLAGS = ["opened", "clicked", "bounced", "complained", "unsubscribed"]


class Provider:
    def __init__(self, base_url):
        self.base_url = base_url
        self.session = requests.Session()
        self.key = os.environ["EMAILOCTOPUS_API_KEY"]

    def get(self, address):
        response = self.session.get(urljoin(self.base_url, address), timeout=30)
        response.raise_for_status()
        return response.json()

    def one(self, path):
        return self.get(f"{self.base_url}{path}?api_key={self.key}")

    def pages(self, path):
        address = f"{self.base_url}{path}?api_key={self.key}&limit=100"
        while address:
            body = self.get(address)
            yield body["data"]
            paging = body["paging"]  # an empty list at the end of a report
            address = paging.get("next") if isinstance(paging, dict) else None


def upsert(campaign_id, kind, row, now):
    contact = row["contact"]
    values = {"synced_at": now}
    for name in ("email_address", "status", "fields"):
        if contact.get(name) is not None:  # a deleted contact has an id and nothing else
            values[name] = contact[name]
    raised = {kind, "opened"} if kind == "clicked" else {kind}
    return pymongo.UpdateOne(
        {"campaign_id": campaign_id, "contact_id": contact["id"]},
        {"$set": values, "$max": {f"engagement.{flag}": flag in raised for flag in FLAGS}},
        upsert=True)


def sync(provider, database):
    participants, campaigns = database.participants, database.campaigns
    participants.create_index([("campaign_id", 1), ("contact_id", 1)], unique=True)
    campaigns.create_index("campaign_id", unique=True)
    for page in provider.pages("/campaigns"):
        for campaign in page:
            if campaign["status"] != "SENT":
                continue
            path, now = f"/campaigns/{campaign['id']}/reports", datetime.now(timezone.utc)
            summary = provider.one(f"{path}/summary")
            values = {name: campaign[name] for name in ("name", "subject", "status", "created_at", "sent_at")}
            campaigns.update_one(
                {"campaign_id": campaign["id"]}, {"$set": values | {"statistics": summary, "synced_at": now}}, upsert=True)
            for kind in ["sent", *FLAGS]:
                for rows in provider.pages(f"{path}/{kind}"):
                    if rows:
                        participants.bulk_write([upsert(campaign["id"], kind, row, now) for row in rows], ordered=False)


if __name__ == "__main__":
    sync(Provider(sys.argv[1]), pymongo.MongoClient(sys.argv[2]).get_default_database())
