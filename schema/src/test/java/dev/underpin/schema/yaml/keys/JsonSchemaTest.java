package dev.underpin.schema.yaml.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.yaml.JsonSchemaGenerator;
import dev.underpin.schema.yaml.RandomSchema;
import dev.underpin.schema.yaml.Yaml;
import dev.underpin.schema.yaml.write.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class JsonSchemaTest {
  private static final Path SOURCE =
      Path.of("src/main/resources/dev/underpin/schema/underpin.schema.json");

  private final com.networknt.schema.JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(JsonSchema.text());

  /** Run with {@code -Dunderpin.update=true} to write the file anew. */
  @Test
  void isMadeOfTheKeysThatTheReaderKnows() throws IOException {
    if (Boolean.getBoolean("underpin.update"))
      Files.writeString(SOURCE, JsonSchemaGenerator.generate());
    assertThat(Files.readString(SOURCE)).isEqualTo(JsonSchemaGenerator.generate());
  }

  @Test
  void everyReferenceHasADefinition() throws IOException {
    JsonNode root = new ObjectMapper().readTree(JsonSchema.text());
    assertThat(root.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(root.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void allowsEveryYamlOfTheRepository(Path file) throws IOException {
    assertThat(validate(Files.readString(file))).as(file.toString()).isEmpty();
  }

  static List<Path> yamlFiles() throws IOException {
    try (Stream<Path> examples = filesOf(Path.of("../examples/shop"));
        Stream<Path> resources = filesOf(Path.of("src/test/resources/yaml"))) {
      List<Path> files = Stream.concat(examples, resources).toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }

  @Property(seed = "20260101", tries = 100)
  void allowsWhatTheWriterWritesAsJson(@ForAll long seed) throws IOException {
    String json = Json.pretty(SchemaWriter.complete().data(new RandomSchema(seed).schema()));
    assertThat(schema.validate(new ObjectMapper().readTree(json))).isEmpty();
  }

  @Property(seed = "20260101", tries = 300)
  void allowsWhatTheWriterWrites(@ForAll long seed) {
    String yaml = SchemaWriter.complete().write(new RandomSchema(seed).schema());
    assertThat(validate(yaml)).as(yaml).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tabels: {}",
        "tables: {t: {columns: {c: {typ: text}}}}",
        "tables: {t: {columns: {c: {type: text, nullable: maybe}}}}",
        "tables: {t: {columns: {c: int}, foreign_keys: {f: {columns: [c]}}}}",
        "tables: {t: {columns: {c: int}, foreign_keys: {f: {columns: [c], references: t(c), on_delete: casade}}}}",
        "tables: {t: {}}",
        "tables: []",
        "enums: {e: {comment: x}}",
        "dropped: {t: keep}",
      })
  void refusesWhatTheReaderRefuses(String yaml) {
    assertThat(Yaml.result(yaml).errors()).isNotEmpty();
    assertThat(validate(yaml)).isNotEmpty();
  }

  /** As an editor sees it: YAML with the types that YAML gives. */
  private Set<ValidationMessage> validate(String yaml) {
    Object value = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonNode node = new ObjectMapper().valueToTree(value);
    return schema.validate(node);
  }

  private static Stream<Path> filesOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return Stream.empty();
    return Files.walk(folder)
        .filter(f -> f.toString().matches(".*\\.ya?ml"))
        .filter(f -> !f.toString().matches(".*(underpin|\\.lock)\\.yaml"));
  }
}
