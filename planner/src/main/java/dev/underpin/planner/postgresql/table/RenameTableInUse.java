package dev.underpin.planner.postgresql.table;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondNameTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.TableInUse;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a table another name while applications that know only one of the names run. In one
 * transaction the table gets its new name, and a view of all its columns the old one. The server
 * passes on what is written through such a view, with the defaults of the table (<a
 * href="https://www.postgresql.org/docs/current/sql-createview.html">Updatable Views</a>). In the
 * end the view goes.
 */
public final class RenameTableInUse implements Runnable {
  private static final String LIMITS =
      "COPY from it and into it, TRUNCATE, ON CONFLICT ON CONSTRAINT, and before PostgreSQL 17"
          + " MERGE. The number of a new row comes from RETURNING or lastval(), not from"
          + " pg_get_serial_sequence().";

  private final PostgresContext context;
  private final StepSink sink;
  private final Change.RenameTable change;
  private final List<Change> changes;
  private final QualifiedName from;
  private final QualifiedName to;

  /**
   * The rename, and nothing yet.
   *
   * @param changes all changes of the plan
   */
  public RenameTableInUse(
      PostgresContext context, StepSink sink, Change.RenameTable change, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.change = change;
    this.changes = changes;
    this.from = change.from();
    this.to = change.table();
  }

  @Override
  public void run() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    QualifiedName old = from.without(context.catalog().defaultNamespace());
    sink.note(to, SecondNameTitles.deploy(old));
    sink.note(to, SecondNameTitles.limits(old, LIMITS));
    StepKey both = StepKey.link(to, from.name(), 1);
    sink.add(
        step(Phase.EXPAND, StepRanks.RENAME_TABLE, SecondNameTitles.rename(from, to))
            .up(context.ddl().renameTable(from, to.name()))
            .up(createView())
            .down(view().drop())
            .down(context.ddl().renameTable(to, from.name()))
            .effect(change)
            .effect(new Change.CreateObject(view()))
            .creates(StepKey.table(to), StepKey.relation(to), both)
            .destroys(StepKey.table(from))
            .together(State.RENAMED.of(to)));
    sink.add(
        step(Phase.CONTRACT, StepRanks.DROP_OBJECT, SecondNameTitles.drop(from))
            .hazard(Hazards.renamed(from.toString()))
            .up(view().drop())
            .down(createView())
            .effect(new Change.DropObject(view()))
            .needs(both)
            .destroys(StepKey.relation(from)));
  }

  private StepBuilder step(Phase phase, int rank, String title) {
    return StepBuilder.step(phase, rank, to, title, Locks.EXCLUSIVE).source(change.target());
  }

  private Table table() {
    return context.renamed().table(to).orElseThrow();
  }

  private boolean hasInvoker() {
    return context.dialect().engine().version().atLeast(15);
  }

  private Optional<String> obstacle() {
    Optional<String> common = TableInUse.obstacle(context, change, changes);
    if (common.isPresent()) return common;
    if (!hasInvoker() && "true".equals(table().options().get("row_level_security")))
      return Optional.of(
          "before PostgreSQL 15 a view ignores who reads it, and row level security with it");
    return Optional.empty();
  }

  // --- the view

  /** Creates the view, for those who may use the table. */
  private List<String> createView() {
    return List.of(view().create().written(), grants());
  }

  private SchemaObject view() {
    List<String> columns = table().columns().stream().map(Column::name).toList();
    String create =
        hasInvoker()
            ? context.sql(
                "CREATE VIEW {} WITH (security_invoker = true) AS SELECT {} FROM {}",
                from,
                columns,
                to)
            : context.sql("CREATE VIEW {} AS SELECT {} FROM {}", from, columns, to);
    return new SchemaObject(
        SchemaObject.Kind.VIEW,
        from,
        Optional.empty(),
        SqlText.of(create).asWritten(),
        context.sql("DROP VIEW {}", from),
        Set.of(to),
        Map.of(to, Set.copyOf(columns)),
        Options.none());
  }

  /**
   * The view gets the owner and the grants of the table, as they are when this runs, and no others:
   * default privileges would give it some.
   */
  private String grants() {
    Literal view = new Literal(context.name(from));
    Literal table = new Literal(context.name(to));
    return context.sql(
        """
        DO $underpin$ DECLARE found record; BEGIN
          FOR found IN
            SELECT format('REVOKE ALL ON %s FROM %s', oid::regclass, grantee::regrole) AS sql
            FROM pg_class, aclexplode(relacl) WHERE oid = {}::regclass AND grantee NOT IN (0, relowner)
            UNION ALL
            SELECT format('GRANT %s ON %s TO %s%s', privilege_type, {}::regclass,
              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
              CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_class, aclexplode(relacl) WHERE oid = {}::regclass AND grantee <> relowner
            UNION ALL
            SELECT format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, {}::regclass,
              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
            FROM pg_attribute, aclexplode(attacl) WHERE attrelid = {}::regclass AND NOT attisdropped
            UNION ALL
            SELECT format('ALTER VIEW %s OWNER TO %s', {}::regclass, relowner::regrole)
            FROM pg_class WHERE oid = {}::regclass AND relowner::regrole <> current_user::regrole
          LOOP
            EXECUTE found.sql;
          END LOOP;
        END $underpin$""",
        view, view, table, view, table, view, table);
  }
}
