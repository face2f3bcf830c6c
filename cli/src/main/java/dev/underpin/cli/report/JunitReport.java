package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Reports as JUnit's XML, which every build server shows. A report is a suite, and a finding a test
 * in it: one that failed where it is an error, else one that passed and has something to say. A
 * report without findings is one test that passed, since an empty suite is taken for a mistake.
 */
final class JunitReport {
  private final XMLStreamWriter xml;
  private final ReportFiles files;

  private JunitReport(XMLStreamWriter xml, ReportFiles files) {
    this.xml = xml;
    this.files = files;
  }

  static String of(List<Report> reports, ReportFiles files) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JunitReport(xml, files).write(reports);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out + "\n";
  }

  private void write(List<Report> reports) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start(0, "testsuites");
    attribute("name", "underpin");
    counts(reports);
    for (Report report : reports) suite(report);
    end(0);
    xml.writeEndDocument();
  }

  private void suite(Report report) throws XMLStreamException {
    start(1, "testsuite");
    attribute("name", "underpin " + report.command() + " " + report.subject());
    counts(List.of(report));
    attribute("skipped", "0");
    if (report.findings().isEmpty()) {
      start(2, "testcase");
      attribute("classname", report.subject());
      attribute("name", "no findings");
      end(2);
    }
    for (ReportedFinding finding : report.findings()) test(finding, report);
    if (!report.notes().isEmpty()) {
      start(2, "system-out");
      xml.writeCharacters(Escapes.xml(String.join("\n", report.notes())));
      xml.writeEndElement();
    }
    end(1);
  }

  private void test(ReportedFinding f, Report report) throws XMLStreamException {
    String about = f.object().map(o -> o.kind() + " " + o.name()).orElse(f.code().title());
    start(2, "testcase");
    attribute("classname", report.subject());
    attribute("name", f.code().id() + " " + about);
    attribute("file", files.of(f, report));
    attribute("line", String.valueOf(ReportFiles.row(f)));
    boolean failed = f.level() == Level.ERROR;
    start(3, failed ? "failure" : "system-out");
    if (failed) {
      attribute("type", f.code().id());
      attribute("message", f.message());
    }
    String place = f.place().map(p -> p + ": ").orElse("");
    xml.writeCharacters(Escapes.xml(place + f.code().after(f.message())));
    if (!f.remedy().isEmpty()) xml.writeCharacters(Escapes.xml("\n" + f.remedy()));
    xml.writeEndElement();
    end(2);
  }

  private void counts(List<Report> reports) throws XMLStreamException {
    long tests = reports.stream().mapToLong(r -> Math.max(1, r.findings().size())).sum();
    long failures = reports.stream().mapToLong(r -> r.count(Level.ERROR)).sum();
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
  }

  private void start(int depth, String name) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(name);
  }

  private void end(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Escapes.xml(value));
  }
}
