package dev.underpin.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages in Chromium without a window: no script fails, a search finds, and axe has nothing to
 * object. Chromium is too large to be brought along by every build, so the test asks for the name
 * of an installed one: {@code -Dunderpin.browser=chromium}.
 */
@EnabledIfSystemProperty(
    named = "underpin.browser",
    matches = ".+",
    disabledReason = "asks for a browser: -Dunderpin.browser=chromium")
class PagesInBrowserTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final String DARK = "--blink-settings=preferredColorScheme=0";

  /** Opens all, searches, and writes down what axe and the page's own script say. */
  private static final String LOOK =
      """
      document.querySelectorAll("details").forEach(function (d) { d.open = true; });
      var input = document.getElementById("search");
      input.value = "table_59";
      input.dispatchEvent(new Event("input"));
      var found = document.getElementById("found").textContent;
      input.value = "";
      input.dispatchEvent(new Event("input"));
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

  @TempDir Path folder;

  @Test
  void a_page_of_many_tables_can_be_used_by_everybody_in_light_and_in_dark() throws Exception {
    String page = DiagramLayoutTest.page(DiagramLayoutTest.random(60));
    for (List<String> way : List.of(List.of("--window-size=1200,900"), List.of(DARK))) {
      JsonNode result = look(page, way);
      assertThat(result.get("errors")).isEmpty();
      assertThat(result.get("violations")).isEmpty();
      assertThat(result.get("found").asText()).isEqualTo("1 table");
      assertThat(result.get("wide").asBoolean()).isFalse();
    }
  }

  private JsonNode look(String page, List<String> flags) throws Exception {
    String observed =
        page.replace(
                "<head>",
                "<head><script>var errors = []; window.onerror = function (m) { errors.push(m); };"
                    + "</script>")
            .replace(
                "</body>", "<script>" + axe() + "</script><script>" + LOOK + "</script></body>");
    Path file = Files.writeString(folder.resolve("page.html"), observed);
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("underpin.browser"));
    command.addAll(List.of("--headless=new", "--no-sandbox", "--disable-gpu"));
    command.addAll(flags);
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
    try (InputStream in = PagesInBrowserTest.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("</script", "<\\/script");
    }
  }
}
