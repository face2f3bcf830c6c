import groovy.json.JsonSlurper

// Its own tests have run with `verify`. Now the packaged jar, as an operator starts it.
String build = new File(folder, 'build.log').text
assert build.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0'): 'ShopApplicationTest has not run: see build.log'

File log = new File(folder, 'application.log')
Process application = new ProcessBuilder(System.getProperty('java.home') + '/bin/java', '-XX:TieredStopAtLevel=1', '-jar', 'target/shop-1.0.0.jar', '--server.port=0')
  .directory(new File(folder)).redirectErrorStream(true).redirectOutput(log).start()
try {
  String port = null
  for (long end = System.nanoTime() + 120_000_000_000L; port == null && application.alive && System.nanoTime() < end; sleep(100)) {
    def started = log.text =~ /Tomcat started on port (\d+)/
    if (started.find() && log.text.contains('Started ShopApplication')) port = started.group(1)
  }
  assert port != null: 'the application has not started: see ' + log
  println 'examples/spring-boot runs on port ' + port
  ['Applied 20261128212335_create_orders', 'v' + springBoot].each {
    assert log.text.contains(it): 'missing in application.log: ' + it
  }

  def ask = { String path -> new JsonSlurper().parse(new URL("http://localhost:$port/actuator/$path")) }
  def health = ask('health')
  assert health.status == 'UP'
  assert health.components.underpin.status == 'UP'
  assert health.components.underpin.details.drift == []
  def answer = ask('underpin')
  assert answer.migrations*.id == ['20261128212335_create_orders']
  assert answer.migrations*.state == ['APPLIED']
  assert answer.pending == []
} finally {
  application.destroy()
  if (!application.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) application.destroyForcibly()
}
byte[] database = new File(folder, 'shop.db').bytes
assert new String(database, 'ISO-8859-1').contains('CREATE TABLE'): 'shop.db has no table'
return true
