"""The database itself refuses to change or remove a line; only what it says may be erased."""

from django.db import migrations

KEPT = ("subject_id", "seq", "number", "at", "kind", "actor_id", "commitment", "mac")
CHANGED_SQLITE = " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in KEPT)
CHANGED_POSTGRES = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in KEPT)

SQLITE = [
    f"""CREATE TRIGGER journal_event_no_update BEFORE UPDATE ON journal_event
    WHEN {CHANGED_SQLITE} OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
    """CREATE TRIGGER journal_event_no_delete BEFORE DELETE ON journal_event
    BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER journal_event_no_update",
    "DROP TRIGGER journal_event_no_delete",
]
POSTGRES = [
    f"""CREATE FUNCTION journal_event_guard() RETURNS trigger AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NOT ({CHANGED_POSTGRES})
         AND NEW.payload IS NULL AND NEW.salt IS NULL THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER journal_event_append_only BEFORE UPDATE OR DELETE ON journal_event
    FOR EACH ROW EXECUTE FUNCTION journal_event_guard()""",
]
POSTGRES_BACK = [
    "DROP TRIGGER journal_event_append_only ON journal_event",
    "DROP FUNCTION journal_event_guard()",
]


def run(editor, sqlite, postgres):
    for statement in postgres if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: run(editor, SQLITE, POSTGRES),
            lambda _apps, editor: run(editor, SQLITE_BACK, POSTGRES_BACK),
        )
    ]
