package dev.underpin.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.RandomSchema;
import dev.underpin.schema.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SchemaCodecTest {
  @Property(seed = "20260101", tries = 1000)
  void nothingIsLostInATree(@ForAll long seed) {
    Schema schema = new RandomSchema(seed, true).schema();
    assertSame(SchemaCodec.fromTree(SchemaCodec.toTree(schema)), schema);
  }

  @Property(seed = "20260101", tries = 1000)
  void nothingIsLostInJson(@ForAll long seed) {
    Schema schema = new RandomSchema(seed, true).schema();
    String json = Json.compact(SchemaCodec.toTree(schema));
    assertSame(SchemaCodec.fromTree(Json.read(json)), schema);
    assertThat(LockYaml.read("a.json", json)).as("JSON is YAML too").isEqualTo(Json.read(json));
  }

  @Property(seed = "20260101", tries = 1000)
  void nothingIsLostInALockFile(@ForAll long seed) {
    Schema schema = new RandomSchema(seed, true).schema();
    assertSame(throughLockFile(schema), schema);
  }

  @Test
  void keepsBothSpellingsOfAnExpression() {
    Table table =
        Yaml.table("columns: {c: int}")
            .withColumns(
                List.of(
                    Column.of("c", "int")
                        .withDefault(Optional.of(SqlText.of("now()", "CURRENT_TIMESTAMP")))));
    Schema read = throughLockFile(Schema.EMPTY.put(table));
    SqlText value =
        read.table(table.name()).orElseThrow().columns().get(0).defaultValue().orElseThrow();
    assertThat(value.written()).isEqualTo("now()");
    assertThat(value.canonical()).isEqualTo("CURRENT_TIMESTAMP");
  }

  @Test
  void aLockFileHasALineForEachColumn() {
    Schema shop = Yaml.read(Yaml.resource("/yaml/shop.yaml")).schema();
    assertThat(LockEntry.write(LockEntry.of(SchemaCodec.toTree(shop))))
        .isEqualTo(Yaml.resource("/yaml/shop.lock.yaml"));
  }

  private static Schema throughLockFile(Schema schema) {
    String yaml = LockEntry.write(LockEntry.of(SchemaCodec.toTree(schema)));
    return SchemaCodec.fromTree(LockEntry.tree(LockEntry.read("schema.lock.yaml", yaml)));
  }

  @Test
  void aDamagedTreeSaysWhere() {
    assertThatThrownBy(
            () ->
                SchemaCodec.fromTree(Map.of("tables", List.of(Map.of("name", "t", "columns", 5L)))))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("schema.tables[0].columns");
    assertThatThrownBy(() -> SchemaCodec.fromTree(List.of()))
        .hasMessageContaining("a mapping was expected at schema");
    assertThatThrownBy(() -> LockYaml.read("l", "a: ["))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("l:1:");
  }

  /** Equality of schemas leaves out orders and how expressions were written; their texts do not. */
  private static void assertSame(Schema read, Schema written) {
    assertThat(read).isEqualTo(written);
    assertThat(read.tables().values().toString()).isEqualTo(written.tables().values().toString());
  }
}
