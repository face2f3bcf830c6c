String log = new File(folder, 'build.log').text
assert log.contains('Tests run: 2, Failures: 0, Errors: 0, Skipped: 0'): 'OrdersTest has not run: see ' + folder + '/build.log'
return true
