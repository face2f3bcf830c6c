package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A trigger, and its function, that keep two columns of each written row equal.
 *
 * @param name the function's name; the trigger's is the same behind a tilde
 * @param body what the function runs, in PL/pgSQL
 */
public record CopyTrigger(PostgresDdl ddl, QualifiedName table, String name, SqlText body) {
  /** The second column always takes what the first one has. */
  public static CopyTrigger oneWay(
      PostgresContext context, QualifiedName table, String first, String second) {
    SqlText body = context.ddl().fragment("BEGIN NEW.{} := NEW.{}; RETURN NEW; END", second, first);
    return new CopyTrigger(context.ddl(), table, name(context, table, first), body);
  }

  /**
   * Either column takes what was written to the other. Values are compared as texts, since some
   * types have no equality, and others call different texts equal.
   */
  public static CopyTrigger bothWays(
      PostgresContext context, QualifiedName table, String first, String second) {
    SqlText body =
        context
            .ddl()
            .fragment(
                "BEGIN IF TG_OP = 'INSERT' AND NEW.{} IS NOT NULL"
                    + " OR TG_OP = 'UPDATE' AND NEW.{}::text IS DISTINCT FROM OLD.{}::text"
                    + " THEN NEW.{} := NEW.{}; ELSE NEW.{} := NEW.{}; END IF; RETURN NEW; END",
                second,
                second,
                second,
                first,
                second,
                second,
                first);
    return new CopyTrigger(context.ddl(), table, name(context, table, first), body);
  }

  private static String name(PostgresContext context, QualifiedName table, String first) {
    return context.temporary("copy", table.toString(), first);
  }

  /** Creates the function, or replaces it. */
  public String createFunction() {
    return ddl.sql(
        "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS {}",
        table.withName(name),
        new Literal(body.written()));
  }

  /**
   * Creates both. Triggers run in the order of their names: this one sees what the others have
   * written. It also runs in a session that applies changes of another server.
   */
  public List<String> create() {
    return List.of(createFunction(), createTrigger(), enable());
  }

  private String createTrigger() {
    return ddl.sql(
        "CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
        triggerName(),
        table,
        table.withName(name));
  }

  private String enable() {
    return ddl.sql("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, triggerName());
  }

  private String triggerName() {
    return "~" + name;
  }

  /** Drops both. */
  public List<String> drop() {
    return List.of(trigger().drop(), function().drop());
  }

  /** What {@link #create} does to the model. */
  public List<Change> created() {
    return List.of(new Change.CreateObject(function()), new Change.CreateObject(trigger()));
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped() {
    return List.of(new Change.DropObject(trigger()), new Change.DropObject(function()));
  }

  private SchemaObject function() {
    return object(
        Kind.FUNCTION,
        table.withName(name + "()"),
        Optional.empty(),
        createFunction(),
        ddl.sql("DROP FUNCTION {}()", table.withName(name)));
  }

  private SchemaObject trigger() {
    return object(
        Kind.TRIGGER,
        table.withName(triggerName()),
        Optional.of(table),
        createTrigger() + ";\n" + enable(),
        ddl.sql("DROP TRIGGER {} ON {}", triggerName(), table));
  }

  private static SchemaObject object(
      Kind kind, QualifiedName name, Optional<QualifiedName> on, String create, String drop) {
    return new SchemaObject(
        kind, name, on, SqlText.of(create).asWritten(), drop, Set.of(), Map.of(), Options.none());
  }
}
