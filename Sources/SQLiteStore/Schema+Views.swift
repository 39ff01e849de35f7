extension Schema {
    /// Views for people who query the file with SQL, which octo-site itself does not read: readable names, times as ISO 8601
    /// texts in UTC. Campaigns that have no record are left out of all but `v_participants`.
    static let views = """
        CREATE VIEW v_participants AS SELECT
            m.id AS campaign_id, m.name AS campaign, p.contact_id, c.email_address, c.person, c.status, c.fields,
            p.first_sent IS NOT NULL AS sent, p.opened, p.clicked, p.opened OR p.clicked AS engaged, p.bounced, p.complained,
            p.unsubscribed,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.sent_at, 'unixepoch') AS sent_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.opened_at, 'unixepoch') AS opened_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.clicked_at, 'unixepoch') AS clicked_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.bounced_at, 'unixepoch') AS bounced_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.complained_at, 'unixepoch') AS complained_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', p.unsubscribed_at, 'unixepoch') AS unsubscribed_at
            FROM participant p JOIN campaign m ON m.key = p.campaign LEFT JOIN contact c ON c.contact_id = p.contact_id;

        CREATE VIEW v_campaigns AS SELECT
            m.id AS campaign_id, m.slug, m.name, m.subject, m.status, m.from_name, m.from_address, m.list_ids,
            strftime('%Y-%m-%dT%H:%M:%SZ', m.created_at, 'unixepoch') AS created_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', m.sent_at, 'unixepoch') AS sent_at,
            count(p.contact_id) AS participants, count(p.first_sent) AS sent, count(nullif(p.opened, 0)) AS opened,
            count(nullif(p.clicked, 0)) AS clicked, count(p.first_bounced) AS bounced, count(p.first_complained) AS complained,
            count(p.first_unsubscribed) AS unsubscribed,
            json_extract(m.summary, '$.sent') AS summary_sent, json_extract(m.summary, '$.openedUnique') AS summary_opened,
            json_extract(m.summary, '$.clickedUnique') AS summary_clicked
            FROM campaign m LEFT JOIN participant p ON p.campaign = m.key WHERE m.slug IS NOT NULL GROUP BY m.key;

        CREATE VIEW v_people AS SELECT
            c.person, c.domain, count(DISTINCT c.contact_id) AS contacts, count(DISTINCT p.campaign) AS campaigns,
            count(DISTINCT CASE WHEN p.opened THEN p.campaign END) AS opened,
            count(DISTINCT CASE WHEN p.clicked THEN p.campaign END) AS clicked,
            strftime('%Y-%m-%dT%H:%M:%SZ', min(m.sent_at), 'unixepoch') AS first_campaign_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', max(p.opened_at), 'unixepoch') AS last_opened_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', max(p.clicked_at), 'unixepoch') AS last_clicked_at
            FROM contact c JOIN participant p ON p.contact_id = c.contact_id JOIN campaign m ON m.key = p.campaign
            WHERE c.person IS NOT NULL GROUP BY c.person;

        CREATE VIEW v_links AS SELECT
            m.id AS campaign_id, m.name AS campaign, json_extract(l.value, '$.url') AS url,
            json_extract(l.value, '$.total') AS clicks, json_extract(l.value, '$.unique') AS unique_clicks
            FROM campaign m, json_each(m.links) l WHERE m.slug IS NOT NULL;

        CREATE VIEW v_runs AS SELECT
            number, id, strftime('%Y-%m-%dT%H:%M:%SZ', started_at, 'unixepoch') AS started_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', ended_at, 'unixepoch') AS ended_at, state, api, is_full, covers_account, requests,
            json_extract(totals, '$.campaigns') AS campaigns, json_extract(totals, '$.counts.participants') AS participants,
            json_extract(totals, '$.people') AS people, json_extract(totals, '$.engagedPeople') AS engaged_people
            FROM run;
        """
}
