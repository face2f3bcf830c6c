/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
DROP TABLE IF EXISTS `orders`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `people` (`id` int(11) NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `orders` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `s` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'it''s' COMMENT 'a ''b''',
  `e` enum('a','b c') DEFAULT NULL,
  `t` timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `d` decimal(10,2) DEFAULT 0.00,
  `p` int(11) DEFAULT NULL,
  `v` int(11) GENERATED ALWAYS AS (`p` + 1) VIRTUAL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`s`(10),`e`),
  KEY `k` (`d`) USING BTREE,
  KEY `fk` (`p`),
  CONSTRAINT `fk` FOREIGN KEY (`p`) REFERENCES `people` (`id`) ON DELETE CASCADE,
  CONSTRAINT `c` CHECK (`d` > 0)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='x y';
LOCK TABLES `orders` WRITE;
/*!40000 ALTER TABLE `orders` DISABLE KEYS */;
UNLOCK TABLES;
GRANT SELECT ON orders TO nobody_here;
