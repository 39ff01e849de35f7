import ArgumentParser

/// Ready snippets: password, no indexing, a strict Content-Security-Policy, types, caching.
enum WebServer: String, ExpressibleByArgument, CaseIterable {
    case nginx, caddy, apache

    /// - Parameter policy: see ``ContentPolicy``.
    func snippet(policy: String) -> String {
        switch self {
        case .nginx: Self.nginxSnippet(policy)
        case .caddy: Self.caddySnippet(policy)
        case .apache: Self.apacheSnippet(policy)
        }
    }

    private static func nginxSnippet(_ policy: String) -> String {
        """
        # htpasswd -c /etc/nginx/octo-site.htpasswd NAME
        server {
            listen 443 ssl;
            server_name engagement.example.com;
            ssl_certificate /etc/ssl/engagement.example.com.pem;
            ssl_certificate_key /etc/ssl/private/engagement.example.com.key;
            root /var/www/octo-site/public;   # mount or link its parent: the folder itself is exchanged
            auth_basic "Campaign engagement";
            auth_basic_user_file /etc/nginx/octo-site.htpasswd;
            charset utf-8;
            charset_types text/plain text/css text/csv text/markdown application/javascript application/json;
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
    }

    private static func caddySnippet(_ policy: String) -> String {
        """
        # caddy hash-password; since 2.8 basicauth is also called basic_auth
        engagement.example.com {
            root * /var/www/octo-site/public
            basicauth {
                NAME HASH
            }
            header {
                Content-Security-Policy "\(policy)"
                X-Robots-Tag "noindex, nofollow"
                X-Content-Type-Options nosniff
                Referrer-Policy no-referrer
                Cache-Control no-cache
            }
            header /feed.xml Content-Type "application/atom+xml; charset=utf-8"
            encode gzip
            file_server
            handle_errors {
                rewrite * /404.html
                file_server
            }
        }
        """
    }

    private static func apacheSnippet(_ policy: String) -> String {
        """
        # htpasswd -c /etc/apache2/octo-site.htpasswd NAME; a2enmod ssl headers auth_basic
        <VirtualHost *:443>
            ServerName engagement.example.com
            SSLEngine on
            SSLCertificateFile /etc/ssl/engagement.example.com.pem
            SSLCertificateKeyFile /etc/ssl/private/engagement.example.com.key
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
            AddType application/atom+xml .xml
            AddCharset utf-8 .csv .md .css .js .xml
            Header always set Content-Security-Policy "\(policy)"
            Header always set X-Robots-Tag "noindex, nofollow"
            Header always set X-Content-Type-Options nosniff
            Header always set Referrer-Policy no-referrer
            Header always set Cache-Control no-cache
            ErrorDocument 404 /404.html
        </VirtualHost>
        """
    }
}
