package dev.underpin.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.ExpectedFingerprint;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.model.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Histories and lock files outlive the version that wrote them. The resources were written by
 * version 0.1 and hold every part of the model and every kind of escape; they are never written
 * again.
 */
class PreviousVersionTest {
  private static final String FINGERPRINT =
      "9fa6a35644f6963f0fe6aa6853630d26cababdb5959869ce0f9be70b73f35c80";

  @Test
  void aModelOfItsHistoryIsReadAndWrittenTheSame() throws IOException {
    String text = resource("history-0.1.json");
    Schema schema = SchemaCodec.fromTree(Json.read(text));
    assertThat(ExpectedFingerprint.parse(FINGERPRINT).fits(Fingerprint.counting(schema))).isTrue();
    assertThat(Json.compact(SchemaCodec.toTree(schema))).isEqualTo(text);
  }

  @Test
  void itsLockFileIsReadAndWrittenAsToday() throws IOException {
    String text = resource("history-0.1.lock.yaml");
    Schema schema = SchemaCodec.fromTree(LockYaml.read("schema.lock.yaml", text));
    assertThat(ExpectedFingerprint.parse(FINGERPRINT).fits(Fingerprint.counting(schema))).isTrue();
    Object tree = SchemaCodec.toTree(schema);
    String today = LockEntry.write(LockEntry.of(tree));
    assertThat(LockEntry.tree(LockEntry.read("schema.lock.yaml", today))).isEqualTo(tree);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PreviousVersionTest.class.getResourceAsStream("/json/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
