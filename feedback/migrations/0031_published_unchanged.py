"""What was published is answered as it stands: questions, rounds and rules no longer change, a round only closes."""

from django.db import migrations

from portal.audit.watching import Watch, watch

REFUSE = """
CREATE FUNCTION questionnaire_unchanged() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    may text[] := string_to_array(TG_ARGV[0], ',');
    parent bigint;
    is_public boolean;
BEGIN
    IF TG_TABLE_NAME = 'feedback_questionnaire' THEN
        is_public := OLD.state <> 'draft' AND (TG_OP = 'DELETE' OR NEW.state NOT IN ('open', 'closed')
            OR OLD.state = 'closed' AND NEW.state <> 'closed');
        IF OLD.state = 'draft' THEN RETURN coalesce(NEW, OLD); END IF;
    ELSE
        parent := CASE WHEN TG_OP = 'INSERT' THEN NEW.questionnaire_id ELSE OLD.questionnaire_id END;
        SELECT state <> 'draft' INTO is_public FROM feedback_questionnaire WHERE id = parent;
        IF is_public IS NOT TRUE THEN RETURN coalesce(NEW, OLD); END IF;
        is_public := TG_OP <> 'UPDATE';
    END IF;
    IF is_public OR (to_jsonb(OLD) - may) IS DISTINCT FROM (to_jsonb(NEW) - may) THEN
        RAISE EXCEPTION 'published: % does not change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER published_unchanged BEFORE UPDATE OR DELETE ON feedback_questionnaire
    FOR EACH ROW EXECUTE FUNCTION questionnaire_unchanged('state');
CREATE TRIGGER published_unchanged BEFORE INSERT OR UPDATE OR DELETE ON feedback_round
    FOR EACH ROW EXECUTE FUNCTION questionnaire_unchanged('closed_at,ranked_at,all_right');
CREATE TRIGGER published_unchanged BEFORE INSERT OR UPDATE OR DELETE ON feedback_bankquestion
    FOR EACH ROW EXECUTE FUNCTION questionnaire_unchanged('');
"""
ALLOW = """
DROP TRIGGER published_unchanged ON feedback_bankquestion;
DROP TRIGGER published_unchanged ON feedback_round;
DROP TRIGGER published_unchanged ON feedback_questionnaire;
DROP FUNCTION questionnaire_unchanged();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0030_questionnaires"), ("portal", "0004_audit")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        watch(
            Watch("feedback_questionnaire", says=("slug", "kind", "taking", "state", "winners", "published_at")),
            Watch(
                "feedback_round",
                says=("number", "starts_at", "ends_at", "per_topic", "minutes", "closed_at", "ranked_at", "all_right"),
            ),
            Watch("feedback_bankquestion", says=("number", "topic", "difficulty", "right")),
        ),
    ]
