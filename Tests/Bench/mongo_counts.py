"""Prints what a database holds as JSON, by the questions that the team asks it; with `--drop`, drops it then.

usage: mongo_counts.py MONGODB_URI [--drop]
"""

import json
import sys

import pymongo

client = pymongo.MongoClient(sys.argv[1])
participants = client.get_default_database().participants
counts = {
    flag: participants.count_documents({f"engagement.{flag}": True})
    for flag in ("opened", "clicked", "bounced", "complained", "unsubscribed")
}
counts["engaged"] = participants.count_documents({"$or": [{"engagement.opened": True}, {"engagement.clicked": True}]})
counts["participants"] = participants.count_documents({})
print(json.dumps(counts))
if "--drop" in sys.argv[2:]:
    client.drop_database(client.get_default_database().name)
