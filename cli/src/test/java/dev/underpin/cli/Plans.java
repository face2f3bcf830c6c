package dev.underpin.cli;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.Plan;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.Promise;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.StepRisks;
import dev.underpin.workflow.report.ChangeLines;
import dev.underpin.workflow.report.DisplayNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans with something of everything in them, made by hand. */
final class Plans {
  private static final Engine ENGINE = new Engine("example", "Example", new Version(15, 4, 0));
  private static final DisplayNames NAMES = new DisplayNames("public");
  private static final QualifiedName ORDERS = new QualifiedName("public", "orders");
  private static final QualifiedName CUSTOMERS = new QualifiedName("public", "customers");
  private static final Column STATUS =
      Column.of("status", "varchar(20)")
          .withNullable(false)
          .withDefault(Optional.of(SqlText.of("'pending'")));
  private static final DataCheck NULLS =
      new DataCheck(
          "nulls:orders.status",
          ORDERS,
          Finding.recorded("UP301", "have a NULL status"),
          "SELECT id FROM orders WHERE status IS NULL",
          "Write under status:  backfill: \"'pending'\"");
  private static final DataCheck ORPHANS =
      new DataCheck(
          "orphans:orders.customer_id",
          ORDERS,
          Finding.recorded("UP306", "point to no customer"),
          "SELECT id FROM orders",
          "");
  private static final Catalog CATALOG =
      new Catalog(
          ENGINE,
          "shop",
          "public",
          Schema.EMPTY,
          Map.of(
              ORDERS, TableFacts.of(1_200_000, false, false, 310L << 20),
              CUSTOMERS, TableFacts.of(80_000, false, false, 12L << 20)),
          List.of(),
          List.of(),
          Map.of(),
          List.of());
  private static final Origins ORIGINS =
      new Origins(
          Map.of(
              "tables.orders", place("db/schema/orders.yaml", 2),
              "tables.orders.columns.status", place("db/schema/orders.yaml", 14),
              "tables.orders.columns.code", place("db/schema/orders.yaml", 9),
              "tables.customers.indexes.customers_email_idx",
                  place("db/schema/customers.yaml", 21)));

  private Plans() {}

  static PlanResult ready() {
    List<Change> changes =
        List.of(
            new Change.AddColumn(ORDERS, STATUS),
            new Change.AlterColumn(ORDERS, Column.of("code", "int"), Column.of("code", "bigint")),
            new Change.AddIndex(
                CUSTOMERS, Index.of("customers_email_idx", false, List.of("email"))));
    List<Step> steps =
        List.of(
            step(
                Phase.EXPAND,
                "add column status with its default",
                ORDERS,
                ObjectRef.table(ORDERS).column("status"),
                Mode.TRANSACTION,
                "ALTER TABLE \"orders\" ADD COLUMN \"status\" varchar(20) DEFAULT 'pending'",
                "ALTER TABLE \"orders\" RENAME COLUMN \"status\" TO \"underpin_trash_3f9c01ab_status\"",
                new Lock("ACCESS EXCLUSIVE", Lock.Blocks.READS_AND_WRITES, Lock.Work.CATALOG),
                Set.of(),
                List.of()),
            step(
                Phase.EXPAND,
                "create index concurrently",
                CUSTOMERS,
                ObjectRef.table(CUSTOMERS).index("customers_email_idx"),
                Mode.ALONE,
                "CREATE INDEX CONCURRENTLY \"customers_email_idx\" ON \"customers\" (\"email\")",
                "DROP INDEX CONCURRENTLY \"customers_email_idx\"",
                new Lock("SHARE UPDATE EXCLUSIVE", Lock.Blocks.NOTHING, Lock.Work.INDEX),
                Set.of(),
                List.of()),
            step(
                Phase.BACKFILL,
                "fill it where it is NULL",
                ORDERS,
                ObjectRef.table(ORDERS).column("status"),
                Mode.BATCHES,
                "UPDATE \"orders\" SET \"status\" = case when shipped_at is null then 'pending, and waiting for somebody' else 'shipped' end WHERE (\"status\" IS NULL) /* batch */",
                "",
                new Lock("ROW EXCLUSIVE", Lock.Blocks.NOTHING, Lock.Work.ROWS),
                Set.of(),
                List.of(NULLS)),
            step(
                Phase.CONTRACT,
                "change code from int to bigint",
                ORDERS,
                ObjectRef.table(ORDERS).column("code"),
                Mode.TRANSACTION,
                "ALTER TABLE \"orders\" ALTER COLUMN \"code\" TYPE bigint",
                "ALTER TABLE \"orders\" ALTER COLUMN \"code\" TYPE int",
                new Lock("ACCESS EXCLUSIVE", Lock.Blocks.READS_AND_WRITES, Lock.Work.REWRITE),
                Set.of(),
                List.of()));
    Plan plan =
        new Plan(
            Schema.EMPTY,
            Schema.EMPTY,
            changes,
            List.of(),
            List.of(),
            steps,
            promise(4),
            List.of(),
            List.of(
                new Note(
                    "orders",
                    "columns keep the order in which they were made; status comes last")));
    return result(
        plan,
        List.of(
            new DataCheckAnswer(NULLS, 0, List.of(), Optional.empty()),
            new DataCheckAnswer(ORPHANS, 0, List.of(), Optional.of("time limit 5 s"))));
  }

  static PlanResult refused() {
    List<Change> changes =
        List.of(
            new Change.DropColumn(ORDERS, Column.of("legacy_code", "varchar(10)")),
            new Change.AlterColumn(ORDERS, STATUS.withNullable(true), STATUS));
    List<Step> steps =
        List.of(
            step(
                Phase.CONTRACT,
                "forbid NULL in status",
                ORDERS,
                ObjectRef.table(ORDERS).column("status"),
                Mode.TRANSACTION,
                "ALTER TABLE \"orders\" ALTER COLUMN \"status\" SET NOT NULL",
                "ALTER TABLE \"orders\" ALTER COLUMN \"status\" DROP NOT NULL",
                new Lock("ACCESS EXCLUSIVE", Lock.Blocks.READS_AND_WRITES, Lock.Work.SCAN),
                Set.of(),
                List.of(NULLS)),
            step(
                Phase.CONTRACT,
                "move column legacy_code to the trash",
                ORDERS,
                ObjectRef.table(ORDERS).column("legacy_code"),
                Mode.TRANSACTION,
                "ALTER TABLE \"orders\" RENAME COLUMN \"legacy_code\" TO \"underpin_trash_3f9c01ab_legacy_code\"",
                "ALTER TABLE \"orders\" RENAME COLUMN \"underpin_trash_3f9c01ab_legacy_code\" TO \"legacy_code\"",
                new Lock("ACCESS EXCLUSIVE", Lock.Blocks.READS_AND_WRITES, Lock.Work.CATALOG),
                Set.of(Allow.DROP_COLUMN),
                List.of()));
    Refusal refusal =
        Refusals.guessedColumn(
            ORDERS, Column.of("legacy_code", "varchar(10)"), Column.of("code", "varchar(10)"));
    Plan plan =
        new Plan(
            Schema.EMPTY,
            Schema.EMPTY,
            changes,
            List.of(),
            List.of(),
            steps,
            promise(2),
            List.of(refusal),
            List.of());
    return result(
        plan, List.of(new DataCheckAnswer(NULLS, 3, List.of("17", "21", "40"), Optional.empty())));
  }

  private static Promise promise(int steps) {
    StepMarks marks = new StepMarks("0000000000000000", Map.of());
    return new Promise(PartMarks.NONE, PartMarks.NONE, Collections.nCopies(steps, marks));
  }

  static PlanResult empty() {
    return result(
        new Plan(
            Schema.EMPTY,
            Schema.EMPTY,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Promise.NONE,
            List.of(),
            List.of()),
        List.of());
  }

  private static PlanResult result(Plan plan, List<DataCheckAnswer> answers) {
    PlanResult result =
        new PlanResult(
            CATALOG,
            true,
            NAMES,
            plan,
            ORIGINS,
            new ChangeLines(NAMES).of(plan),
            answers,
            Set.of(),
            List.of(),
            plan.notes(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            StepRisks.NONE);
    return result.withRisks(StepRisks.of(result, 1L << 30, Optional.empty()));
  }

  private static Step step(
      Phase phase,
      String title,
      QualifiedName subject,
      ObjectRef source,
      Mode mode,
      String up,
      String down,
      Lock lock,
      Set<Allow> needs,
      List<DataCheck> checks) {
    Optional<Batch> batch =
        mode == Mode.BATCHES
            ? Optional.of(new Batch(subject, List.of("id"), 5_000))
            : Optional.empty();
    return new Step(
        phase,
        title,
        subject,
        Optional.of(source),
        mode,
        List.of(SqlStatement.of(up)),
        batch,
        Mode.TRANSACTION,
        down.isEmpty() ? List.of() : List.of(SqlStatement.of(down)),
        lock,
        List.of(),
        needs,
        List.of(),
        checks,
        List.of());
  }

  private static Location place(String file, int row) {
    return new Location(file, row, 5, "");
  }
}
