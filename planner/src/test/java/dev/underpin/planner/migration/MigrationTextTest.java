package dev.underpin.planner.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.dialect.Dialects;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A migration reads back from its two files as the very migration that was written. */
class MigrationTextTest {
  private static final String PRINT = "0123456789abcdef".repeat(4);

  @Test
  void whatIsWrittenReadsBackTheSame() {
    Migration migration = migration(step(1), batches(2));

    assertThat(reread(MigrationText.up(migration), MigrationText.down(migration)))
        .isEqualTo(migration);
  }

  @Test
  void windowsLineEndsAreNoEdit() {
    Migration migration = migration(step(1), batches(2));
    String up = MigrationText.up(migration).replace("\n", "\r\n");

    assertThat(reread(up, MigrationText.down(migration))).isEqualTo(migration);
    assertThat(MigrationText.checksum(up))
        .isEqualTo(MigrationText.checksum(MigrationText.up(migration)));
  }

  @Test
  void stepsStandInTheirOrderGoingUpAndTurnedRoundGoingDown() {
    Migration migration = migration(step(1), batches(2));

    assertThat(MigrationText.up(migration))
        .containsSubsequence("-- step 1 expand", "BEGIN;", "COMMIT;", "-- step 2 backfill");
    assertThat(MigrationText.down(migration))
        .containsSubsequence("-- undo step 2", "-- undo step 1");
  }

  @Test
  void aStepWithoutItsInverseIsNamed() {
    Migration migration = migration(step(1), batches(2));

    assertThatThrownBy(
            () -> reread(MigrationText.up(migration), MigrationText.down(migration(step(1)))))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("undo step 2");
  }

  @Test
  void aFileWithoutAHeaderSaysWhatIsExpected() {
    assertThatThrownBy(() -> reread("SELECT 1;", ""))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("has no header")
        .hasMessageContaining("-- underpin: ");
  }

  private static Migration reread(String up, String down) {
    return files(up, down).migration();
  }

  private static MigrationReader.Files files(String up, String down) {
    return MigrationReader.read(
        "migrations/x",
        up,
        down,
        header -> Dialects.of(Dialects.provider(header.engineId()).baseline()));
  }

  private static Migration migration(MigrationStep... steps) {
    return new Migration(
        "20260101120000_add_loyalty",
        "postgresql",
        "15.4",
        new TreeSet<>(Set.of("drop-column")),
        PRINT,
        PRINT.replace('0', 'f'),
        dev.underpin.planner.Planner.recipes("postgresql").filePrologue("public"),
        List.of(steps));
  }

  private static MigrationStep step(int number) {
    return new MigrationStep(
        number,
        Phase.EXPAND,
        "add column \"it's\nodd\" \\ (orders)",
        "ACCESS EXCLUSIVE, metadata only",
        Mode.TRANSACTION,
        Optional.empty(),
        List.of(
            "ALTER TABLE \"orders\" ADD COLUMN \"a;b\" text DEFAULT 'x;''y'",
            "COMMENT ON TABLE \"orders\" IS $$a;b$$"),
        Mode.ALONE,
        List.of(),
        PRINT,
        List.of(
            new DataCheck(
                "nulls:orders.a",
                new QualifiedName("public", "or \"ders"),
                Finding.recorded("UP301", "have a NULL a"),
                "SELECT 1 WHERE 'x' <> '\ny'",
                "Write:\n  backfill: …")),
        List.of());
  }

  private static MigrationStep batches(int number) {
    return new MigrationStep(
        number,
        Phase.BACKFILL,
        "fill it",
        "ROW EXCLUSIVE, the rows of one batch",
        Mode.BATCHES,
        Optional.of(
            new Batch(new QualifiedName("public", "or ders"), List.of("id", "part \"2\""), 5000)),
        List.of("UPDATE t SET a = 1 WHERE (a IS NULL) /* batch */"),
        Mode.TRANSACTION,
        List.of("SELECT 1"),
        PRINT,
        List.of(),
        List.of());
  }
}
