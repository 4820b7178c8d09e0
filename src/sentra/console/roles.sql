-- The three roles and the database, made once by the superuser; safe to run again.
-- On a server of your own: psql -d postgres -f roles.sql, then set passwords with \password.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sentra_owner') THEN
        CREATE ROLE sentra_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sentra_app') THEN
        CREATE ROLE sentra_app;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sentra_backup') THEN
        CREATE ROLE sentra_backup;
    END IF;
END
$$;

-- The owner migrates, and clones template databases for tests. Row security binds it too (FORCE).
ALTER ROLE sentra_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE;
-- The application reads and writes rows, one tenant at a time, and nothing else.
ALTER ROLE sentra_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
-- A backup must see every tenant and change none.
ALTER ROLE sentra_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE sentra_backup SET default_transaction_read_only = on;
GRANT pg_read_all_data TO sentra_backup;

SELECT 'CREATE DATABASE sentra OWNER sentra_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'sentra') \gexec
