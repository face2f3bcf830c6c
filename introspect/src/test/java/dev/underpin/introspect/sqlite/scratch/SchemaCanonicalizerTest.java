package dev.underpin.introspect.sqlite.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.sqlite.SqliteFixture;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaCanonicalizerTest {
  private final List<Note> notes = new ArrayList<>();

  @Test
  void what_sqlite_refuses_is_told_before_anything_is_planned() throws Exception {
    spell("a >< 0");
    assertThat(notes).singleElement().asString().contains("near \"<\": syntax error");
    notes.clear();
    spell("nope > 0");
    assertThat(notes).singleElement().asString().contains("no such column: nope");
  }

  @Test
  void what_only_another_library_knows_is_compared_by_its_text_and_noted() throws Exception {
    assertThat(spell("is_valid(a)").tables()).hasSize(1);
    assertThat(notes).singleElement().asString().contains("no such function: is_valid");
  }

  @Test
  void the_live_database_is_not_touched() throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      spell(db, "a > 0");
      assertThat(db.read().schema().tables()).isEmpty();
    }
  }

  private Schema spell(String check) throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      return spell(db, check);
    }
  }

  private Schema spell(SqliteFixture db, String check) throws Exception {
    Table table =
        new Table(
            QualifiedName.of("t"),
            List.of(Column.of("a", "int")),
            List.of(CheckConstraint.of(Optional.empty(), SqlText.of(check))),
            List.of(),
            Optional.empty(),
            new TreeMap<>());
    Catalog live = db.read();
    return SqliteFixture.INTROSPECTOR.spell(
        db.connection(), db.dialect().normalize(Schema.EMPTY.put(table)), live, notes::add);
  }
}
