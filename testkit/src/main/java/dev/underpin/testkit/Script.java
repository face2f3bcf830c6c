package dev.underpin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * A script.
 *
 * @param name its file name
 * @param text what it says
 */
record Script(String name, String text) {
  static Script named(String name) throws IOException {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      return new Script(
          name, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Another one for another text: eight hexadecimal digits. */
  String version() {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /** Writes it to a folder. */
  Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Runs it with the folder as its argument. */
  void run(Path folder) throws IOException, InterruptedException {
    ServerProcess.run(folder, List.of("bash", write(folder).toString(), folder.toString()));
  }
}
