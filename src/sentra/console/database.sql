-- What a database of ours needs before its first migration, made by the superuser; safe to run again.
-- Also run in template1, so that every database the owner creates (tests) has the same.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['pg_trgm', 'unaccent', 'btree_gist'] LOOP
        IF EXISTS (SELECT FROM pg_available_extensions WHERE name = wanted) THEN
            EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I', wanted);
        ELSE
            RAISE WARNING 'PostgreSQL extension % is missing: install postgresql-contrib', wanted;
        END IF;
    END LOOP;
END
$$;

-- No TRUNCATE for the application: it would pass by row security and by the append-only triggers.
ALTER DEFAULT PRIVILEGES FOR ROLE sentra_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sentra_app;
ALTER DEFAULT PRIVILEGES FOR ROLE sentra_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO sentra_app;
ALTER DEFAULT PRIVILEGES FOR ROLE sentra_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO sentra_app;
ALTER DEFAULT PRIVILEGES FOR ROLE sentra_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO sentra_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE sentra_owner IN SCHEMA public
    GRANT SELECT ON SEQUENCES TO sentra_backup;
