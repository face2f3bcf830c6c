package dev.underpin.schema.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaWriterTest {
  @Property(tries = 2000)
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
    assertThat(SchemaWriter.complete().withJsonSchema("https://example.org/s.json").write(shop))
        .isEqualTo(Yaml.resource("/yaml/shop.written.yaml"));
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
