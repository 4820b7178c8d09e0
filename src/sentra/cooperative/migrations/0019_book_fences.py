"""A line of a book stays as it was written; it may be struck out once. A finished pack stays, too."""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE TRIGGER cooperative_booknote_stays BEFORE UPDATE OR DELETE ON cooperative_booknote
  FOR EACH ROW EXECUTE FUNCTION cooperative_rest_stays('struck_at', 'struck_by', 'struck_reason');
CREATE TRIGGER cooperative_booknote_once BEFORE UPDATE ON cooperative_booknote
  FOR EACH ROW EXECUTE FUNCTION cooperative_said_once('struck_at');
CREATE TRIGGER cooperative_annualpack_once BEFORE UPDATE ON cooperative_annualpack
  FOR EACH ROW EXECUTE FUNCTION cooperative_said_once('built_at');
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0018_books_and_annual_pack")]

    operations = [
        Fence("cooperative", ["BookNote", "AnnualPack"]),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
