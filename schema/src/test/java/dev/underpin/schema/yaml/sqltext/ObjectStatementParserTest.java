package dev.underpin.schema.yaml.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.yaml.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object may be declared by its statement alone. */
class ObjectStatementParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE VIEW v AS SELECT 1; VIEW; v;",
        "create or replace view sales.large as select 1; VIEW; sales.large;",
        "CREATE TEMP VIEW IF NOT EXISTS \"Odd name\" AS SELECT 1; VIEW; \"Odd name\";",
        "CREATE MATERIALIZED VIEW m AS SELECT 1; MATERIALIZED_VIEW; m;",
        "CREATE TRIGGER t AFTER UPDATE OF a, b ON orders BEGIN SELECT 1 END; TRIGGER; t; orders",
        "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON shop.orders EXECUTE FUNCTION f(); TRIGGER; t; shop.orders",
        "CREATE TRIGGER [t] INSTEAD OF DELETE ON `v` BEGIN SELECT 1 END; TRIGGER; t; v",
      })
  void aStatementSaysWhatItCreates(String create, Kind kind, String name, String table) {
    ObjectStatementParser text = ObjectStatementParser.read(create).orElseThrow();
    assertThat(text.kind()).isEqualTo(kind);
    assertThat(text.name()).isEqualTo(name);
    assertThat(text.table().orElse(null)).isEqualTo(table);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"CREATE TABLE t (a int)", "SELECT 1", "CREATE TRIGGER t", "CREATE VIEW", "''"})
  void anythingElseSaysNothing(String create) {
    assertThat(ObjectStatementParser.read(create)).isEmpty();
  }

  @Test
  void inYamlTheStatementIsEnough() {
    var objects =
        Yaml.read(
                """
                tables:
                  orders: { columns: { id: int } }
                objects:
                  - CREATE VIEW large AS SELECT id FROM orders;
                  - create: |
                      CREATE TRIGGER noted AFTER INSERT ON orders BEGIN
                        SELECT 1;
                      END;
                """)
            .schema()
            .objects();
    assertThat(objects.values())
        .extracting(SchemaObject::kind, SchemaObject::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.VIEW, QualifiedName.of("large")),
            org.assertj.core.groups.Tuple.tuple(Kind.TRIGGER, QualifiedName.of("noted")));
    assertThat(objects.values())
        .extracting(o -> o.create().written())
        .containsExactly(
            "CREATE VIEW large AS SELECT id FROM orders",
            "CREATE TRIGGER noted AFTER INSERT ON orders BEGIN\n  SELECT 1;\nEND");
  }

  @Test
  void whatIsNoSuchStatementIsAnErrorWithItsLine() {
    assertThat(Yaml.complaintsOf("objects:\n  - SELECT 1\n")).contains("no statement that creates");
    assertThat(Yaml.complaintsOf("objects: { v: { create: CREATE VIEW v AS SELECT 1 } }"))
        .contains("a list is expected here, not a mapping")
        .contains("- { kind: view, name: …, create: … }");
  }
}
