"""The database itself refuses to change a value; a correction is a new row."""

from django.db import migrations

SQLITE = """CREATE TRIGGER followup_value_no_update BEFORE UPDATE ON followup_value
    BEGIN SELECT RAISE(ABORT, 'values are append-only'); END"""
SQLITE_BACK = "DROP TRIGGER followup_value_no_update"
POSTGRES = """CREATE FUNCTION followup_value_guard() RETURNS trigger AS $$
    BEGIN
      RAISE EXCEPTION 'values are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER followup_value_append_only BEFORE UPDATE ON followup_value
    FOR EACH ROW EXECUTE FUNCTION followup_value_guard()"""
POSTGRES_BACK = """DROP TRIGGER followup_value_append_only ON followup_value;
    DROP FUNCTION followup_value_guard()"""


def run(editor, sqlite, postgres):
    editor.execute(postgres if editor.connection.vendor == "postgresql" else sqlite)


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: run(editor, SQLITE, POSTGRES),
            lambda _apps, editor: run(editor, SQLITE_BACK, POSTGRES_BACK),
        )
    ]
