package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The language server as an editor starts it: a process with two streams. */
@Timeout(120)
class LanguageServerTest {
  private static final String SCHEMA =
      "tables:\n  customers:\n    columns:\n      id: integer not null\n    primary_key: [ix]\n";

  @TempDir Path folder;

  private Process start() throws IOException {
    return new ProcessBuilder(
            Launcher.in(folder).toString(), "language-server", "--engine", "sqlite")
        .directory(folder.toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private static void send(Process process, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    OutputStream out = process.getOutputStream();
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private static void initialize(Process process) throws IOException {
    send(
        process,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}");
  }

  /** The next message; anything that is no message fails. */
  private static String receive(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the server's output ended after: " + head).isNotNegative();
      head.append((char) next);
    }
    assertThat(head.toString()).matches("Content-Length: \\d+\r\n\r\n");
    int length = Integer.parseInt(head.toString().replaceAll("\\D", ""));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Test
  void a_process_speaks_the_protocol_on_its_streams_and_prints_nothing_else() throws Exception {
    Path file = Files.writeString(folder.resolve("schema.yaml"), SCHEMA);
    Process process = start();
    InputStream in = new BufferedInputStream(process.getInputStream());
    initialize(process);
    assertThat(receive(in)).contains("\"id\":1", "renameProvider", "\"name\":\"underpin\"");
    send(process, "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}");
    send(
        process,
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"yaml\",\"version\":1,\"text\":\"%s\"}}}"
            .formatted(file.toUri(), SCHEMA.replace("\n", "\\n")));
    assertThat(receive(in))
        .contains("textDocument/publishDiagnostics", "there is no column")
        .contains("\"start\":{\"line\":4,\"character\":18},\"end\":{\"line\":4,\"character\":20}");
    send(process, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
    assertThat(receive(in)).contains("\"id\":2");
    send(process, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(in.read()).isNegative();
    assertThat(folder.resolve("stderr")).isEmptyFile();
  }

  @Test
  void an_exit_without_a_shutdown_is_code_1_and_so_is_an_editor_that_goes_away() throws Exception {
    Process told = start();
    initialize(told);
    receive(told.getInputStream());
    send(told, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    assertThat(told.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(told.exitValue()).isEqualTo(1);

    Process left = start();
    initialize(left);
    receive(left.getInputStream());
    left.getOutputStream().close();
    assertThat(left.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(left.exitValue()).isEqualTo(1);
  }

  @Test
  void no_other_command_loads_the_classes_of_the_protocol() throws Exception {
    Path file = Files.writeString(folder.resolve("schema.yaml"), SCHEMA.replace("[ix]", "[id]"));
    Path out = folder.resolve("classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + out,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.underpin.cli.Main",
                "validate",
                "--schema",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("stdout").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(out))
        .contains("dev.underpin.cli.Main")
        .doesNotContain("org.eclipse.lsp4j")
        .doesNotContain("com.google.gson")
        .doesNotContain("dev.underpin.languageserver");
  }
}
