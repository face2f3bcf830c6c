package dev.underpin.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * A Chromium without a window. It is too large to be brought along by every build: the one of PATH
 * is taken, or the one that {@code -Dunderpin.browser=PROGRAM} names.
 */
public final class Browser {
  /** Why a test that needs one has not run. */
  public static final String MISSING =
      "no chromium on PATH, and none is named by -Dunderpin.browser=PROGRAM";

  /** A narrow screen. */
  public static final List<String> NARROW = List.of("--window-size=500,900");

  /** Ways to look at a page: on a desk, in the dark, on a narrow screen. */
  public static final List<List<String>> WAYS =
      List.of(
          List.of("--window-size=1200,900"),
          List.of("--blink-settings=preferredColorScheme=0"),
          NARROW);

  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /** Opens all, searches where that can be done, and writes down what axe and the page say. */
  private static final String LOOK =
      """
      document.querySelectorAll("details").forEach(function (d) { d.open = true; });
      var found = "";
      var input = document.getElementById("search");
      if (input) {
        input.value = "%s";
        input.dispatchEvent(new Event("input"));
        found = document.getElementById("found").textContent;
        input.value = "";
        input.dispatchEvent(new Event("input"));
      }
      axe.run(document, { resultTypes: ["violations"] }).then(function (result) {
        var pre = document.createElement("pre");
        pre.id = "result";
        pre.textContent = JSON.stringify({ errors: errors, found: found,
          wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
          violations: result.violations.map(function (v) {
            return v.id + ": " + v.nodes[0].html; }) });
        document.body.appendChild(pre);
      });
      """;

  private final Path folder;

  /**
   * @param folder where the pages are written
   */
  public Browser(Path folder) {
    this.folder = folder;
  }

  /** True where one is there. */
  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<String> program() {
    String named = System.getProperty("underpin.browser", "");
    if (!named.isEmpty()) return Optional.of(named);
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Fails where a script of the page fails, an accessibility rule does not hold, or the page is
   * wider than the screen.
   *
   * @param search typed into the search of a page that has one
   * @return what the page says that it has found
   */
  public String look(String page, String search, List<String> way) throws Exception {
    JsonNode result = result(page, search, way);
    assertThat(result.get("errors")).isEmpty();
    assertThat(result.get("violations")).isEmpty();
    assertThat(result.get("wide").asBoolean()).as("wider than the screen").isFalse();
    return result.get("found").asText();
  }

  private JsonNode result(String page, String search, List<String> way) throws Exception {
    String observed =
        page.replace(
                "<head>",
                "<head><script>var errors = []; window.onerror = function (m) { errors.push(m); };"
                    + "</script>")
            .replace(
                "</body>",
                "<script>%s</script><script>%s</script></body>"
                    .formatted(axe(), LOOK.formatted(search)));
    Path file = Files.writeString(folder.resolve("page.html"), observed);
    List<String> command = new ArrayList<>();
    command.add(program().orElseThrow());
    command.addAll(List.of("--headless=new", "--no-sandbox", "--disable-gpu"));
    command.addAll(way);
    command.addAll(List.of("--virtual-time-budget=30000", "--dump-dom", file.toUri().toString()));
    Path out = folder.resolve("out.html");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String result = Jsoup.parse(Files.readString(out)).select("#result").text();
    assertThat(result).as("the result of the page").isNotEmpty();
    return new ObjectMapper().readTree(result);
  }

  private static String axe() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("</script", "<\\/script");
    }
  }
}
