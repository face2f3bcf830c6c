package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Batch;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryEntry.State;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.SchemaBlobs;
import dev.underpin.runner.history.StepRecord;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Histories that version 0.1 wrote are read and rolled back. Its texts are never written again. */
class PreviousVersionTest {
  @Test
  void its_history_is_read() throws IOException {
    try (Fixture shop = history()) {
      List<HistoryEntry> entries = HistoryReader.entries(shop.database);
      assertThat(entries).extracting(HistoryEntry::state).containsOnly(State.APPLIED).hasSize(2);
      MigrationStep rebuild = entries.get(1).migration().steps().get(0);
      assertThat(rebuild.title()).isEqualTo("rebuild the table to make name NOT NULL (shop)");
      assertThat(rebuild.up()).hasSize(11).anyMatch(s -> s.contains("'née \"x\"'"));
      assertThat(rebuild.checks()).extracting(DataCheck::id).containsExactly("shop:null:name");
      assertThat(entries.get(1).before())
          .isEqualTo(
              HistoryReader.entry(shop.database, entries.get(0).migration().id())
                  .orElseThrow()
                  .left());
      assertThat(entries.get(1).left().orElseThrow().tables().values())
          .flatExtracting(Table::columns)
          .containsExactly(
              Column.of("id", "bigint").withNullable(false),
              Column.of("name", "text").withNullable(false));
    }
  }

  @Test
  void its_history_is_rolled_back() throws IOException {
    try (Fixture shop = history()) {
      for (HistoryEntry entry :
          List.of(
              HistoryReader.entries(shop.database).get(1),
              HistoryReader.entries(shop.database).get(0)))
        assertThat(shop.runner().rollback(entry, 0).state()).isEqualTo(State.ROLLED_BACK);
      assertThat(shop.fingerprint()).isEqualTo(Fingerprint.of(Schema.EMPTY));
      assertThat(shop.test().rows("SELECT name FROM underpin_trash_a61ea3de_shop ORDER BY id"))
          .containsExactly(java.util.Collections.singletonList(null), List.of("b"));
    }
  }

  @Test
  void a_batch_is_read_and_written_the_same() {
    String json = "{\"schema\":\"public\",\"table\":\"orders\",\"key\":[\"a\",\"b\"],\"size\":500}";
    Batch batch = new Batch(new QualifiedName("public", "orders"), List.of("a", "b"), 500);
    assertThat(StepRecord.batch(json)).isEqualTo(batch);
    assertThat(StepRecord.batch(batch)).isEqualTo(json);
  }

  @Test
  void a_packed_model_is_read() {
    Table table =
        SchemaBlobs.schema(
                "gzip:H4sIAAAAAAACA1WNsQrCQAyG3yWTQocugnQT6eBQkbZOKpK2qR7kcsXeUaX0gXwOX8w7B0WyJB//n28EixVTD8lhBEFNkEB/NR1EUButSawH8noeX"
                    + "RwvF/TB7LT8FVTjuX10Ya/URflSBOKYw2tIWuSepugbR/uLW7qHq6EWHXvXCMNNWUsStGaYzYMRxYiqkT1b7/M83ZbncpOlRbnKdjBNJz9vAQsKGsgAAAA=")
            .table(new QualifiedName("", "shop"))
            .orElseThrow();
    assertThat(table.comment()).contains("n\u00e9\u0085e");
    SqlText value = table.columns().get(1).defaultValue().orElseThrow();
    assertThat(value.written()).isEqualTo("now()");
    assertThat(value.canonical()).isEqualTo("CURRENT_TIMESTAMP");
  }

  private static Fixture history() throws IOException {
    try (InputStream in = PreviousVersionTest.class.getResourceAsStream("/history-0.1.sql")) {
      String dump = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Fixture.of(TestServers.sqlite(), dump.split(";\n"));
    }
  }
}
