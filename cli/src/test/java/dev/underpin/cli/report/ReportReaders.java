package dev.underpin.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads reports as strictly as the strictest program that reads them. */
public final class ReportReaders {
  private static final Path SARIF = Path.of("src/test/resources/reports/sarif.schema.json");
  private static final Pattern ANNOTATION =
      Pattern.compile("::(error|warning|notice) ((?:\\w+=[^,:]*)(?:,\\w+=[^,:]*)*)::(.*)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (-?\\d+(?:\\.\\d+)?)");

  private ReportReaders() {}

  /** The results of all runs. */
  public static List<JsonNode> sarif(String text) throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(Files.readString(SARIF));
    JsonNode root = new ObjectMapper().readTree(text);
    assertThat(schema.validate(root)).isEmpty();
    List<JsonNode> results = new ArrayList<>();
    for (JsonNode run : root.get("runs")) {
      JsonNode rules = run.at("/tool/driver/rules");
      for (JsonNode result : run.get("results")) {
        assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
            .isEqualTo(result.get("ruleId"));
        results.add(result);
      }
    }
    return results;
  }

  /** The tests of all suites, whose counts must be right. */
  public static List<Element> junit(String text) throws Exception {
    Element root = xml(text).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    List<Element> tests = new ArrayList<>();
    for (Element suite : children(root, "testsuite")) {
      List<Element> own = children(suite, "testcase");
      long failed = own.stream().filter(t -> !children(t, "failure").isEmpty()).count();
      assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(own.size()));
      assertThat(suite.getAttribute("failures")).isEqualTo(String.valueOf(failed));
      assertThat(own)
          .isNotEmpty()
          .allSatisfy(t -> assertThat(t.getAttribute("classname")).isNotEmpty())
          .allSatisfy(t -> assertThat(t.getAttribute("name")).isNotEmpty());
      tests.addAll(own);
    }
    assertThat(root.getAttribute("tests")).isEqualTo(String.valueOf(tests.size()));
    assertThat(bySurefire(text))
        .isEqualTo(
            tests.stream()
                .map(t -> t.getAttribute("name") + " " + !children(t, "failure").isEmpty())
                .toList());
    return tests;
  }

  /** Each test as Surefire's report reads it: its name, and whether it failed. */
  private static List<String> bySurefire(String text) throws Exception {
    List<String> tests = new ArrayList<>();
    InputStreamReader bytes =
        new InputStreamReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    for (ReportTestSuite suite : new TestSuiteXmlParser(new NullConsoleLogger()).parse(bytes))
      for (ReportTestCase test : suite.getTestCases())
        tests.add(test.getName() + " " + test.hasFailure());
    return tests;
  }

  /** The findings, each with all fields that GitLab wants. */
  public static List<JsonNode> gitlab(String text) throws Exception {
    List<JsonNode> findings = new ArrayList<>();
    Set<String> fingerprints = new HashSet<>();
    JsonNode root = new ObjectMapper().readTree(text);
    assertThat(root.isArray()).isTrue();
    for (JsonNode finding : root) {
      assertThat(finding.get("description").asText()).isNotBlank();
      assertThat(finding.get("check_name").asText()).matches("UP\\d{3}");
      assertThat(finding.get("severity").asText())
          .isIn("info", "minor", "major", "critical", "blocker");
      assertThat(fingerprints.add(finding.get("fingerprint").asText())).isTrue();
      String path = finding.at("/location/path").asText();
      assertThat(path).isNotEmpty().doesNotStartWith("./").doesNotStartWith("/");
      assertThat(finding.at("/location/lines/begin").isInt()).isTrue();
      findings.add(finding);
    }
    return findings;
  }

  /** The annotations as a runner understands them: level, properties and message. */
  public static List<Map<String, String>> github(String text) {
    List<Map<String, String>> annotations = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = ANNOTATION.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      Map<String, String> annotation = new LinkedHashMap<>();
      annotation.put("level", matcher.group(1));
      for (String property : matcher.group(2).split(",")) {
        int equals = property.indexOf('=');
        String value = property.substring(equals + 1).replace("%3A", ":").replace("%2C", ",");
        annotation.put(property.substring(0, equals), unescaped(value));
      }
      annotation.put("message", unescaped(matcher.group(3)));
      annotations.add(annotation);
    }
    return annotations;
  }

  private static String unescaped(String text) {
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
  }

  /** The values by name with labels; a name has help and type once, before its values. */
  public static Map<String, Double> prometheus(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    Set<String> named = new HashSet<>();
    String current = "";
    assertThat(text).endsWith("\n");
    for (String line : text.lines().toList()) {
      if (line.startsWith("# HELP ")) {
        current = line.split(" ")[2];
        assertThat(named.add(current)).as(line).isTrue();
        continue;
      }
      if (line.startsWith("# TYPE ")) {
        assertThat(line).isEqualTo("# TYPE " + current + " gauge");
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      assertThat(sample.group(1)).isEqualTo(current);
      String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
      assertThat(values.put(current + labels, Double.valueOf(sample.group(3)))).isNull();
    }
    return values;
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++)
      if (nodes.item(i) instanceof Element e && e.getTagName().equals(name)) children.add(e);
    return children;
  }
}
