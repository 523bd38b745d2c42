<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>SmartCity</name>
    <message>
        <location filename="../smartcity_plugin/gui/cards.py" line="99"/>
        <source>More</source>
        <translation>Weitere</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="288"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/cards.py" line="203"/>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/cockpit.py" line="40"/>
        <source>Help on the steps</source>
        <translation>Hilfe zu den Schritten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/cockpit.py" line="68"/>
        <source>reference date {date}</source>
        <translation>Stichtag {date}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="66"/>
        <source>Open study</source>
        <translation>Studie öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="101"/>
        <source>Folder for the example study</source>
        <translation>Ordner für die Beispielstudie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="123"/>
        <source>Example study</source>
        <translation>Beispielstudie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="124"/>
        <source>The folder already holds an example study.</source>
        <translation>In diesem Ordner liegt bereits eine Beispielstudie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="126"/>
        <source>Building it again replaces the file {path} with everything in it.</source>
        <translation>Wird sie neu erstellt, ersetzt sie die Datei {path} mit allem, was darin steht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="130"/>
        <source>&amp;Open existing</source>
        <translation>&amp;Vorhandene öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="131"/>
        <source>&amp;Build again</source>
        <translation>&amp;Neu erstellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="157"/>
        <source>Cancelled; nothing was changed.</source>
        <translation>Abgebrochen; es wurde nichts verändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="159"/>
        <source>The step failed; the log says why.</source>
        <translation>Der Schritt ist fehlgeschlagen; das Protokoll nennt den Grund.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="175"/>
        <source>The inventory has been checked: no problems were found.</source>
        <translation>Der Bestand wurde geprüft: keine Auffälligkeiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="179"/>
        <source>Indicators computed: {computed}; without data: {missing}.</source>
        <translation>Berechnete Indikatoren: {computed}; ohne Daten: {missing}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="254"/>
        <source>{study}-atlas.pdf</source>
        <translation>{study}-atlas.pdf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="25"/>
        <source>Export atlas</source>
        <translation>Atlas ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="258"/>
        <source>{study}-strategy.docx</source>
        <translation>{study}-strategie.docx</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="259"/>
        <source>Export document</source>
        <translation>Dokument ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="270"/>
        <source>{file} has been written.</source>
        <translation>{file} wurde geschrieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="279"/>
        <source>The QGIS project has been stored in the study file.</source>
        <translation>Das QGIS-Projekt wurde in der Studiendatei gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="282"/>
        <source>Store QGIS project</source>
        <translation>QGIS-Projekt speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/help.py" line="24"/>
        <source>Smart City Planning: help</source>
        <translation>Smart City Planning: Hilfe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/help.py" line="39"/>
        <source>The dock leads from the data of the town to the strategy. Each step says how it stands; the marked one comes next. Every step is also a tool in the Processing toolbox, for models, batches and the command line.</source>
        <translation>Das Bedienfeld führt von den Daten der Kommune zur Strategie. Jeder Schritt zeigt seinen Stand; der markierte ist als Nächstes an der Reihe. Jeder Schritt ist auch ein Werkzeug der Verarbeitungswerkzeugkiste, für Modelle, Stapelverarbeitung und Kommandozeile.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/help.py" line="44"/>
        <source>Every number can be traced: right-click a layer and choose Properties, Information to see sources, licences, formula and date. A cancelled or failed step leaves the study as it was.</source>
        <translation>Jede Zahl lässt sich zurückverfolgen: Quellen, Lizenzen, Formel und Stand stehen in den Layereigenschaften unter „Information“ (Rechtsklick auf den Layer). Ein abgebrochener oder fehlgeschlagener Schritt lässt die Studie unverändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/provider.py" line="23"/>
        <source>Smart City Planning</source>
        <translation>Smart City Planning</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/messages.py" line="49"/>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/messages.py" line="58"/>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="86"/>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="44"/>
        <source>Like QGIS</source>
        <translation>Wie QGIS</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="50"/>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="52"/>
        <source>Language of layers, atlas and document</source>
        <translation>Sprache von Layern, Atlas und Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="53"/>
        <source>Folder for studies</source>
        <translation>Ordner für Studien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="56"/>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="56"/>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="56"/>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="67"/>
        <source>being examined…</source>
        <translation>wird geprüft …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="68"/>
        <source>Python libraries</source>
        <translation>Python-Bibliotheken</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="70"/>
        <source>What needs a missing library is switched off.</source>
        <translation>Was eine fehlende Bibliothek braucht, ist abgeschaltet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="87"/>
        <source>Examine Python libraries</source>
        <translation>Python-Bibliotheken prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="97"/>
        <source>available</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/options_page.py" line="100"/>
        <source>not usable</source>
        <translation>nicht nutzbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="37"/>
        <source>Check of the inventory</source>
        <translation>Prüfung des Bestands</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="64"/>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="64"/>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="64"/>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="41"/>
        <source>Errors: {errors}, warnings and notes: {others}</source>
        <translation>Fehler: {errors}, Warnungen und Hinweise: {others}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="44"/>
        <source>&amp;Copy list</source>
        <translation>Liste &amp;kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="86"/>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="87"/>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="88"/>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="44"/>
        <source>From the data of the town to maps, needs, measures and the strategy document.</source>
        <translation>Von den Daten der Kommune zu Karten, Bedarfen, Maßnahmen und Strategiedokument.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="56"/>
        <source>Open example study</source>
        <translation>Beispielstudie öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="57"/>
        <source>Jena with open data: the finished process to look at. Takes about a minute.</source>
        <translation>Jena mit offenen Daten: der fertige Ablauf zum Ansehen. Dauert etwa eine Minute.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="61"/>
        <source>Create new study</source>
        <translation>Neue Studie anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="62"/>
        <source>You need two polygon layers: the border and the planning units.</source>
        <translation>Nötig sind zwei Polygonlayer: Gemeindegrenze und Planungseinheiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="67"/>
        <source>Choose a study file, or drop it here.</source>
        <translation>Studiendatei wählen oder hierher ziehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="73"/>
        <source>Opened before</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="15"/>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="16"/>
        <source>Inventory</source>
        <translation>Bestandsaufnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="17"/>
        <source>Needs</source>
        <translation>Bedarfe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="18"/>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="19"/>
        <source>Overlay</source>
        <translation>Überlagerung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="20"/>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="21"/>
        <source>Atlas and document</source>
        <translation>Atlas und Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="28"/>
        <source>A study is one file (GeoPackage) with everything the strategy needs: border, planning units, data, results, goals and measures. Copy the file and the work is copied. To begin, you need two polygon layers: the border of the municipality and its planning units.</source>
        <translation>Eine Studie ist eine Datei (GeoPackage) mit allem, was die Strategie braucht: Grenze, Planungseinheiten, Daten, Ergebnisse, Ziele und Maßnahmen. Wer die Datei kopiert, kopiert die ganze Arbeit. Zu Beginn sind zwei Polygonlayer nötig: die Gemeindegrenze und die Planungseinheiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="34"/>
        <source>Bring in the data the town already has. Each layer gets a role, such as public green space or stops; source, licence and date are printed wherever its numbers appear. Check the inventory, then compute the indicators: on the finest cells, summed up by population for every planning unit.</source>
        <translation>Nehmen Sie die Daten auf, die die Kommune schon hat. Jeder Layer bekommt eine Rolle, etwa öffentliche Grünfläche oder Haltestellen; Quelle, Lizenz und Stand werden überall genannt, wo seine Zahlen erscheinen. Prüfen Sie den Bestand und berechnen Sie dann die Indikatoren: auf den feinsten Zellen, nach Einwohnern zusammengefasst für jede Planungseinheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="40"/>
        <source>Every indicator value is scored from 0 to 100. What is missing to 100 is the need: as intensity, and multiplied by the inhabitants as persons affected. The maps show it for each field of action.</source>
        <translation>Jeder Indikatorwert wird mit 0 bis 100 Punkten bewertet. Was zu 100 fehlt, ist der Bedarf: als Intensität und, mit den Einwohnern multipliziert, als Zahl der Betroffenen. Die Karten zeigen ihn für jedes Handlungsfeld.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="45"/>
        <source>What the town wants to reach. A goal can be measured once it has an indicator, a target value and a year. Import goals from a CSV file, or edit them in their table.</source>
        <translation>Was die Kommune erreichen will. Messbar ist ein Ziel, wenn Indikator, Zielwert und Zieljahr feststehen. Ziele lassen sich aus einer CSV-Datei übernehmen oder in ihrer Tabelle bearbeiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="50"/>
        <source>Lays the fields of action on top of each other: where several of them are weak at once, the index over all sectors shows the highest need.</source>
        <translation>Legt die Handlungsfelder übereinander: Wo mehrere zugleich schwach sind, zeigt der Index über alle Handlungsfelder den höchsten Bedarf.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="55"/>
        <source>What the town does: each measure belongs to goals and to planning units, and names lead, years and costs. Import measures from a CSV file, or edit them in their table.</source>
        <translation>Was die Kommune tut: Jede Maßnahme gehört zu Zielen und zu Planungseinheiten und nennt Federführung, Zeitraum und Kosten. Maßnahmen lassen sich aus einer CSV-Datei übernehmen oder in ihrer Tabelle bearbeiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="60"/>
        <source>Prints the study: the map atlas as PDF, the strategy as an editable Word document, and a QGIS project inside the study file for colleagues without this plugin.</source>
        <translation>Gibt die Studie aus: den Kartenatlas als PDF, die Strategie als bearbeitbares Word-Dokument und ein QGIS-Projekt in der Studiendatei für alle, die dieses Plugin nicht haben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="71"/>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="72"/>
        <source>to do</source>
        <translation>offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="73"/>
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="74"/>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="75"/>
        <source>not yet possible</source>
        <translation>noch nicht möglich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="82"/>
        <source>Open example study…</source>
        <translation>Beispielstudie öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="83"/>
        <source>Show area</source>
        <translation>Gebiet zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="84"/>
        <source>Create another study…</source>
        <translation>Weitere Studie anlegen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="85"/>
        <source>Open another study…</source>
        <translation>Andere Studie öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="87"/>
        <source>Close study</source>
        <translation>Studie schließen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="88"/>
        <source>Add data…</source>
        <translation>Daten hinzufügen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="25"/>
        <source>Check inventory</source>
        <translation>Bestand prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="23"/>
        <source>Compute indicators</source>
        <translation>Indikatoren berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="91"/>
        <source>Show indicator</source>
        <translation>Indikator zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="22"/>
        <source>Assess needs</source>
        <translation>Bedarfe bewerten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="93"/>
        <source>Show needs</source>
        <translation>Bedarfe zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="94"/>
        <source>Edit goals</source>
        <translation>Ziele bearbeiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="95"/>
        <source>Edit measures</source>
        <translation>Maßnahmen bearbeiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="97"/>
        <source>Show overall index</source>
        <translation>Gesamtindex zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="98"/>
        <source>Export atlas…</source>
        <translation>Atlas ausgeben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="99"/>
        <source>Export document…</source>
        <translation>Dokument ausgeben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="100"/>
        <source>Store QGIS project in study</source>
        <translation>QGIS-Projekt in der Studie speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="110"/>
        <source>The study is read-only: work with a copy to change it.</source>
        <translation>Die Studie ist schreibgeschützt: Arbeiten Sie mit einer Kopie, um sie zu ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="111"/>
        <source>Population data are missing: add them first.</source>
        <translation>Es fehlen Bevölkerungsdaten: Fügen Sie diese zuerst hinzu.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="112"/>
        <source>No indicator has all its data yet: add data first.</source>
        <translation>Noch hat kein Indikator alle nötigen Daten: Fügen Sie zuerst Daten hinzu.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="113"/>
        <source>There are no indicator values yet: compute the indicators first.</source>
        <translation>Es gibt noch keine Indikatorwerte: Berechnen Sie zuerst die Indikatoren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="114"/>
        <source>The needs have not been assessed yet.</source>
        <translation>Die Bedarfe sind noch nicht bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="135"/>
        <source>{units} planning units, {crs}</source>
        <translation>{units} Planungseinheiten, {crs}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="137"/>
        <source>{units} planning units, {crs}, read-only</source>
        <translation>{units} Planungseinheiten, {crs}, schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="147"/>
        <source>{roles} of {total} data roles filled, {computable} of {indicators} indicators computable</source>
        <translation>{roles} von {total} Datenrollen belegt, {computable} von {indicators} Indikatoren berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="151"/>
        <source>{computed} of {indicators} indicators computed, {uncomputed} more are computable</source>
        <translation>{computed} von {indicators} Indikatoren berechnet, {uncomputed} weitere sind berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="155"/>
        <source>{roles} of {total} data roles filled, {computed} of {indicators} indicators computed</source>
        <translation>{roles} von {total} Datenrollen belegt, {computed} von {indicators} Indikatoren berechnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="109"/>
        <source>Show &amp;planning steps</source>
        <translation>&amp;Planungsschritte zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="113"/>
        <source>&amp;Open study…</source>
        <translation>Studie &amp;öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="116"/>
        <source>&amp;Help on Smart City Planning</source>
        <translation>&amp;Hilfe zu Smart City Planning</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="35"/>
        <source>Add inventory layer</source>
        <translation>Bestandslayer hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="39"/>
        <source>Stores a layer in the study under a role. The field mapping is a JSON object from the role&apos;s fields to QGIS expressions; fields of the same name are found without it. Geometries are reprojected and repaired; features farther from the border than the role needs are left out. Source, licence and date are printed wherever the numbers appear.</source>
        <translation>Nimmt einen Layer unter einer Rolle in die Studie auf. Die Feldzuordnung ist ein JSON-Objekt, das den Feldern der Rolle QGIS-Ausdrücke zuordnet; gleichnamige Felder werden auch ohne sie gefunden. Geometrien werden umprojiziert und repariert; Objekte, die weiter von der Grenze entfernt sind, als die Rolle es braucht, bleiben weg. Quelle, Lizenz und Stand werden überall genannt, wo die Zahlen erscheinen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="59"/>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="63"/>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="67"/>
        <source>Field mapping (JSON)</source>
        <translation>Feldzuordnung (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="72"/>
        <source>Only features with</source>
        <translation>Nur Objekte mit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="76"/>
        <source>Title of the data</source>
        <translation>Titel der Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="54"/>
        <source>Source (publisher)</source>
        <translation>Quelle (herausgebende Stelle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="55"/>
        <source>Attribution line</source>
        <translation>Quellenvermerk</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="56"/>
        <source>Date of the data</source>
        <translation>Stand der Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="80"/>
        <source>Note on fitness</source>
        <translation>Bemerkung zur Eignung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="64"/>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="92"/>
        <source>Fitness for the role</source>
        <translation>Eignung für die Rolle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="75"/>
        <source>Features stored</source>
        <translation>Aufgenommene Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="135"/>
        <source>{title}: {count} of {total} features stored as {role}.</source>
        <translation>{title}: {count} von {total} Objekten als „{role}“ aufgenommen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="26"/>
        <source>Scores the stored indicator values from 0 to 100 against the goalposts of the catalogue, averages them inside each sector (linear, equal weights) and over the sectors (geometric, equal weights). Need is 100 minus the score, as intensity and multiplied by the population as persons in need.</source>
        <translation>Bewertet die gespeicherten Indikatorwerte anhand der Bewertungsgrenzen des Katalogs mit 0 bis 100 Punkten und mittelt sie je Handlungsfeld (linear, gleiche Gewichte) und über die Handlungsfelder (geometrisch, gleiche Gewichte). Der Bedarf ist 100 minus Punkte: als Intensität und, mit der Bevölkerung multipliziert, als Zahl der Betroffenen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="36"/>
        <source>Units assessed</source>
        <translation>Bewertete Einheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="52"/>
        <source>{count} units have too few values for a total need.</source>
        <translation>Für {count} Einheiten liegen zu wenige Werte für einen Gesamtbedarf vor.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="29"/>
        <source>Checks the planning units and all layers of the study: keys, geometries, missing values, reach beyond the border, passports. Then says for every indicator whether it can be computed or which data it lacks.</source>
        <translation>Prüft die Planungseinheiten und alle Layer der Studie: Schlüssel, Geometrien, fehlende Werte, Reichweite über die Grenze hinaus, Datenpässe. Nennt dann für jeden Indikator, ob er berechenbar ist oder welche Daten ihm fehlen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="38"/>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="39"/>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="40"/>
        <source>Computable indicators</source>
        <translation>Berechenbare Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="77"/>
        <source>Problems (JSON)</source>
        <translation>Befunde (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="64"/>
        <source>computable</source>
        <translation>berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="27"/>
        <source>Computes indicators from the study&apos;s inventory and stores values, numerators, denominators, coverage and the record of the run. Indicators whose data are missing are listed with the reason. A cancelled run leaves the study as it was.</source>
        <translation>Berechnet Indikatoren aus dem Bestand der Studie und speichert Werte, Zähler, Nenner, Abdeckung und das Protokoll des Rechenlaufs. Indikatoren, deren Daten fehlen, werden mit dem Grund aufgeführt. Ein abgebrochener Lauf lässt die Studie unverändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="40"/>
        <source>Indicators (all if none is chosen)</source>
        <translation>Indikatoren (ohne Auswahl alle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="47"/>
        <source>Indicators computed</source>
        <translation>Berechnete Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="48"/>
        <source>Indicators without data</source>
        <translation>Indikatoren ohne Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="31"/>
        <source>Create study</source>
        <translation>Studie anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="35"/>
        <source>Creates the study file (a GeoPackage) that holds everything the strategy needs: study area, planning units, inventory, indicator values, needs, goals and measures. The study area also becomes a planning unit, so that every value exists for the whole municipality. Choose a metric coordinate system: EPSG:25832, or EPSG:25833 east of 12° E.</source>
        <translation>Legt die Studiendatei (ein GeoPackage) an, die alles enthält, was die Strategie braucht: Untersuchungsgebiet, Planungseinheiten, Bestand, Indikatorwerte, Bedarfe, Ziele und Maßnahmen. Auch das Untersuchungsgebiet wird zur Planungseinheit, damit es jeden Wert für die ganze Gemeinde gibt. Wählen Sie ein metrisches Koordinatensystem: EPSG:25832, östlich von 12° Ost EPSG:25833.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="47"/>
        <source>Study area (border)</source>
        <translation>Untersuchungsgebiet (Grenze)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="50"/>
        <source>Planning units</source>
        <translation>Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="54"/>
        <source>Identifier of the unit</source>
        <translation>Kennung der Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="59"/>
        <source>Name of the unit</source>
        <translation>Name der Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="62"/>
        <source>Municipality</source>
        <translation>Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="65"/>
        <source>Municipality key (AGS, 8 digits)</source>
        <translation>Amtlicher Gemeindeschlüssel (AGS, 8 Stellen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="68"/>
        <source>Title of the study</source>
        <translation>Titel der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="71"/>
        <source>Reference date (for example 2022-05-15)</source>
        <translation>Stichtag (zum Beispiel 2022-05-15)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="75"/>
        <source>Coordinate system</source>
        <translation>Koordinatenbezugssystem</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="141"/>
        <source>Study file</source>
        <translation>Studiendatei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="124"/>
        <source>Study with {count} planning units: {path}</source>
        <translation>Studie mit {count} Planungseinheiten: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="34"/>
        <source>Demo: study, atlas and document of Jena</source>
        <translation>Beispiel: Studie, Atlas und Dokument von Jena</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="38"/>
        <source>Runs the whole chain on open data of the city of Jena and leaves the study file, the atlas and the strategy document in a folder. Files of the same name are replaced.</source>
        <translation>Führt den ganzen Ablauf mit offenen Daten der Stadt Jena aus und legt Studiendatei, Atlas und Strategiedokument in einem Ordner ab. Gleichnamige Dateien werden ersetzt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="50"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="83"/>
        <source>Computed: {count} indicators</source>
        <translation>Berechnet: {count} Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="86"/>
        <source>Not computed: {count}</source>
        <translation>Nicht berechnet: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/demo_study.py" line="90"/>
        <source>Files:</source>
        <translation>Dateien:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="29"/>
        <source>Writes the atlas of the study as a PDF (A4 landscape, vector maps): cover, contents, one page per indicator, one per planning unit, method and sources. Pages without data are left out and listed.</source>
        <translation>Gibt den Atlas der Studie als PDF aus (A4 quer, Vektorkarten): Titelseite, Inhalt, eine Seite je Indikator, eine je Planungseinheit, Methode und Quellen. Seiten ohne Daten entfallen und werden aufgeführt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="44"/>
        <source>Atlas</source>
        <translation>Atlas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="46"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="57"/>
        <source>Atlas with {count} pages: {path}</source>
        <translation>Atlas mit {count} Seiten: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="28"/>
        <source>Export strategy document</source>
        <translation>Strategiedokument ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="32"/>
        <source>Writes the strategy as a Word document (.docx): headings, table of contents, captions, maps, tables and findings in sentences, with sources and method annex. It opens in Word and LibreOffice and can be edited.</source>
        <translation>Gibt die Strategie als Word-Dokument (.docx) aus: Überschriften, Inhaltsverzeichnis, Beschriftungen, Karten, Tabellen und Befunde in Sätzen, mit Quellen und Methodenanhang. Es lässt sich in Word und LibreOffice öffnen und bearbeiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="48"/>
        <source>Strategy document</source>
        <translation>Strategiedokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="63"/>
        <source>Strategy document: {path}</source>
        <translation>Strategiedokument: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="22"/>
        <source>Import goals and measures</source>
        <translation>Ziele und Maßnahmen übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="26"/>
        <source>Replaces the goals and the measures of the study by those of the given CSV files (semicolon separated, UTF-8, decimal comma or point). Baselines that are left empty are filled with the value of the whole municipality.</source>
        <translation>Ersetzt die Ziele und die Maßnahmen der Studie durch die der angegebenen CSV-Dateien (mit Semikolon getrennt, UTF-8, Dezimalkomma oder -punkt). Leer gelassene Ausgangswerte werden mit dem Wert der ganzen Gemeinde gefüllt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="37"/>
        <source>Goals (CSV)</source>
        <translation>Ziele (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="38"/>
        <source>Measures (CSV)</source>
        <translation>Maßnahmen (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="41"/>
        <source>Goals stored</source>
        <translation>Gespeicherte Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="42"/>
        <source>Measures stored</source>
        <translation>Gespeicherte Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="22"/>
        <source>Store QGIS project in the study</source>
        <translation>QGIS-Projekt in der Studie speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="26"/>
        <source>Writes a QGIS project with all layers of the study, styled and grouped, into the study file. It can then be opened from the browser panel, also on computers without this plugin.</source>
        <translation>Schreibt ein QGIS-Projekt mit allen gestalteten und gruppierten Layern der Studie in die Studiendatei. Es lässt sich dann aus dem Browser-Bedienfeld öffnen, auch auf Rechnern ohne dieses Plugin.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="40"/>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="31"/>
        <source>Build study from recipe</source>
        <translation>Studie nach Rezept erstellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="35"/>
        <source>Builds a study from a recipe (YAML) that names files, roles, field mappings, sources and licences; without one, the demo study of the city of Jena. It can be built again at any time.</source>
        <translation>Erstellt eine Studie nach einem Rezept (YAML), das Dateien, Rollen, Feldzuordnungen, Quellen und Lizenzen nennt; ohne Rezept die Beispielstudie der Stadt Jena. Sie lässt sich jederzeit neu erstellen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="46"/>
        <source>Recipe (the demo city if empty)</source>
        <translation>Rezept (leer: die Beispielstadt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="50"/>
        <source>Planning steps</source>
        <translation>Planungsschritte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="156"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="76"/>
        <source>Indicators: {sector}</source>
        <translation>Indikatoren: {sector}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="111"/>
        <source>Instead of the study&apos;s layer: {role}</source>
        <translation>Statt des Layers der Studie: {role}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="120"/>
        <source>Indicator values</source>
        <translation>Indikatorwerte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="123"/>
        <source>Value of the municipality</source>
        <translation>Wert der Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="143"/>
        <source>No data yet: 0 of {total} data roles filled</source>
        <translation>Noch keine Daten: 0 von {total} Datenrollen belegt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="171"/>
        <source>Not assessed yet</source>
        <translation>Noch nicht bewertet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="174"/>
        <source>Assessed for {units} planning units in {sectors} fields of action</source>
        <translation>Für {units} Planungseinheiten in {sectors} Handlungsfeldern bewertet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="180"/>
        <source>Input data changed: compute the indicators first</source>
        <translation>Eingangsdaten geändert: zuerst die Indikatoren berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="181"/>
        <source>Indicators were computed since: assess the needs again</source>
        <translation>Indikatoren seither neu berechnet: Bedarfe erneut bewerten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="186"/>
        <source>No goals yet</source>
        <translation>Noch keine Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="188"/>
        <source>Goals: {count} · measurable: {measurable} · examples: {examples}</source>
        <translation>Ziele: {count} · messbar: {measurable} · Beispiele: {examples}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="190"/>
        <source>Goals: {count} · measurable: {measurable}</source>
        <translation>Ziele: {count} · messbar: {measurable}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="197"/>
        <source>Highest need over all sectors: {units}</source>
        <translation>Höchster Bedarf über alle Handlungsfelder: {units}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="203"/>
        <source>No measures yet</source>
        <translation>Noch keine Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="205"/>
        <source>Measures: {count} · located: {located} · examples: {examples}</source>
        <translation>Maßnahmen: {count} · verortet: {located} · Beispiele: {examples}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="207"/>
        <source>Measures: {count} · located: {located}</source>
        <translation>Maßnahmen: {count} · verortet: {located}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="220"/>
        <source>Can be exported, but with outdated indicators</source>
        <translation>Ausgabe möglich, aber mit veralteten Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="221"/>
        <source>Map atlas (PDF) and strategy document (Word) can be exported</source>
        <translation>Kartenatlas (PDF) und Strategiedokument (Word) können ausgegeben werden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="184"/>
        <source>The needs have been assessed.</source>
        <translation>Die Bedarfe wurden bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="96"/>
        <source>Import from CSV…</source>
        <translation>Aus CSV übernehmen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="145"/>
        <source>Input data changed, outdated indicators: {outdated} of {computed}</source>
        <translation>Eingangsdaten geändert, veraltete Indikatoren: {outdated} von {computed}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="42"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="57"/>
        <source>Contact</source>
        <translation>Ansprechstelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="72"/>
        <source>Add to what the study already has for the roles</source>
        <translation>Zu den vorhandenen Daten der Rollen hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="76"/>
        <source>Features by role (JSON)</source>
        <translation>Objekte nach Rolle (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="82"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="162"/>
        <source>{title}: {count} features stored as {role}.</source>
        <translation>{title}: {count} Objekte als {role} gespeichert.</translation>
    </message>
</context>
</TS>
