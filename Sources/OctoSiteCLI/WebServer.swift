import ArgumentParser

/// Ready snippets: password, no indexing, a strict Content-Security-Policy, types, caching.
enum WebServer: String, ExpressibleByArgument, CaseIterable {
    case nginx, caddy, apache

    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'"

    var snippet: String {
        switch self {
        case .nginx: Self.nginxSnippet
        case .caddy: Self.caddySnippet
        case .apache: Self.apacheSnippet
        }
    }

    private static let nginxSnippet = """
        # htpasswd -c /etc/nginx/octo-site.htpasswd NAME
        server {
            listen 443 ssl;
            server_name engagement.example.com;
            root /var/www/octo-site/public;   # mount or link its parent: the folder itself is exchanged
            auth_basic "Campaign engagement";
            auth_basic_user_file /etc/nginx/octo-site.htpasswd;
            charset utf-8;
            charset_types text/html text/plain text/css text/csv text/markdown application/javascript application/json;
            types {
                text/html html; text/css css; application/javascript js; application/json json; image/svg+xml svg;
                text/csv csv; text/markdown md; application/atom+xml xml; text/plain txt; application/x-ndjson ndjson;
            }
            add_header Content-Security-Policy "\(policy)" always;
            add_header X-Robots-Tag "noindex, nofollow" always;
            add_header X-Content-Type-Options nosniff always;
            add_header Referrer-Policy no-referrer always;
            add_header Cache-Control "no-cache" always;
            gzip on;
            gzip_types text/css application/javascript application/json image/svg+xml text/csv text/markdown;
            error_page 404 /404.html;
        }
        """

    private static let caddySnippet = """
        # caddy hash-password
        engagement.example.com {
            root * /var/www/octo-site/public
            basic_auth {
                NAME HASH
            }
            header {
                Content-Security-Policy "\(policy)"
                X-Robots-Tag "noindex, nofollow"
                X-Content-Type-Options nosniff
                Referrer-Policy no-referrer
                Cache-Control no-cache
            }
            encode gzip
            file_server
            handle_errors {
                rewrite * /404.html
                file_server
            }
        }
        """

    private static let apacheSnippet = """
        # htpasswd -c /etc/apache2/octo-site.htpasswd NAME; a2enmod headers auth_basic
        <VirtualHost *:443>
            ServerName engagement.example.com
            DocumentRoot /var/www/octo-site/public
            <Directory /var/www/octo-site/public>
                AuthType Basic
                AuthName "Campaign engagement"
                AuthUserFile /etc/apache2/octo-site.htpasswd
                Require valid-user
                Options -Indexes
            </Directory>
            AddDefaultCharset utf-8
            AddType text/csv .csv
            AddType text/markdown .md
            AddType application/x-ndjson .ndjson
            Header always set Content-Security-Policy "\(policy)"
            Header always set X-Robots-Tag "noindex, nofollow"
            Header always set X-Content-Type-Options nosniff
            Header always set Referrer-Policy no-referrer
            Header always set Cache-Control no-cache
            ErrorDocument 404 /404.html
        </VirtualHost>
        """
}
