"""The peer of the metrics from MongoDB: a `count_documents` for each flag of each campaign.

usage: mongo_flags.py MONGODB_URI
"""

import sys

import pymongo

FLAGS = ["opened", "clicked", "bounced", "complained", "unsubscribed"]

database = pymongo.MongoClient(sys.argv[1]).get_default_database()
for campaign in database.campaigns.find():
    # By the key, as no other index leads to a campaign.
    range_of_keys = {
        "_id": {
            "$gte": {"campaign_id": campaign["_id"]},
            "$lt": {"campaign_id": campaign["_id"] + "~"},
        }
    }
    counts = [database.participants.count_documents(range_of_keys)]
    counts += [database.participants.count_documents(range_of_keys | {f"engagement.{flag}": True}) for flag in FLAGS]
    print(campaign["_id"], *counts)
