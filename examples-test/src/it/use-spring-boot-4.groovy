// The example is written for the version before. A user moves it by changing the version of the parent.
File pom = new File(folder, 'pom.xml')
String before = pom.text
String after = before.replace('<version>' + springBoot3 + '</version>', '<version>' + springBoot + '</version>')
assert before != after: 'examples/spring-boot/pom.xml does not have the version ' + springBoot3
pom.text = after
return true
