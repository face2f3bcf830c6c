package dev.underpin.introspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.Schema;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any model, with whatever names, is made by SQLite and read back as itself. */
class ModelRoundTripTest {
  @Property(seed = "20260101", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void what_is_made_is_what_is_read(@ForAll("schemas") Schema schema) throws Exception {
    try (SqliteFixture db = new SqliteFixture()) {
      db.make(schema);

      assertThat(db.normal()).isEqualTo(db.dialect().normalize(schema));
      assertThat(db.read().notes()).isEmpty();
      db.assertDeclaringWhatIsReadIsNoChange();
    }
  }

  @Provide
  Arbitrary<Schema> schemas() {
    return Models.schemas();
  }
}
