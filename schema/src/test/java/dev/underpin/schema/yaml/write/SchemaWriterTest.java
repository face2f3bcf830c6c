package dev.underpin.schema.yaml.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.RandomSchema;
import dev.underpin.schema.yaml.Yaml;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaWriterTest {
  @Property(seed = "20260101", tries = 2000)
  void whatIsWrittenReadsBackAsTheSame(@ForAll long seed) {
    Schema schema = new RandomSchema(seed).schema();
    String yaml = SchemaWriter.complete().write(schema);
    Schema read = Yaml.read(yaml).schema();
    assertThat(read.tables()).as(yaml).isEqualTo(schema.tables());
    assertThat(read).as(yaml).isEqualTo(schema);
    assertThat(SchemaWriter.complete().write(read)).isEqualTo(yaml);
  }

  @Test
  void writesWhatAPersonWouldHaveWritten() {
    Schema shop = Yaml.read(Yaml.resource("/yaml/shop.yaml")).schema();
    assertThat(SchemaWriter.complete().write(shop))
        .isEqualTo(Yaml.resource("/yaml/shop.written.yaml"));
  }

  @Test
  void anIndexKeepsTheParenthesesItWasMadeWith() {
    IndexKey key = IndexKey.expression(SqlText.of("(a || b)", "a || b"));
    Table table =
        new Table(
            QualifiedName.of("t"),
            List.of(Column.of("a", "text")),
            List.of(),
            List.of(
                Index.of("i", false, List.of("a"))
                    .withKeys(List.of(key), List.of(), Optional.empty())),
            Optional.empty(),
            Options.none());
    String yaml = SchemaWriter.complete().write(Schema.EMPTY.put(table));
    Table read = Yaml.read(yaml).schema().tables().get(table.name());
    assertThat(read.indexes().get(0).keys().get(0).expression().map(SqlText::written))
        .as(yaml)
        .contains("(a || b)");
  }

  @Test
  void splitsIntoAFileForEachTable(@TempDir Path folder) throws IOException {
    Schema schema = new RandomSchema(42).schema();
    Map<String, String> files = SchemaWriter.complete().writeSplit(schema);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    ReadResult result = new SchemaReader(EngineWords.any(Yaml.ENGINES)).read(List.of(folder));
    assertThat(result.declared().orElseThrow().schema()).isEqualTo(schema);
  }
}
