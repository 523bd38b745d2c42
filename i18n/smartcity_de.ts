<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>SmartCity</name>
    <message>
        <location filename="../smartcity_plugin/gui/cards.py" line="116"/>
        <source>More</source>
        <translation>Weitere</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="348"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/cards.py" line="220"/>
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
        <location filename="../smartcity_plugin/gui/commands.py" line="128"/>
        <source>Folder for the example study</source>
        <translation>Ordner für die Beispielstudie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="150"/>
        <source>Example study</source>
        <translation>Beispielstudie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="151"/>
        <source>The folder already holds an example study.</source>
        <translation>In diesem Ordner liegt bereits eine Beispielstudie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="153"/>
        <source>Building it again replaces the file {path} with everything in it.</source>
        <translation>Wird sie neu erstellt, ersetzt sie die Datei {path} mit allem, was darin steht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="157"/>
        <source>&amp;Open existing</source>
        <translation>&amp;Vorhandene öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="158"/>
        <source>&amp;Build again</source>
        <translation>&amp;Neu erstellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/page.py" line="187"/>
        <source>Cancelled; nothing was changed.</source>
        <translation>Abgebrochen; es wurde nichts verändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="100"/>
        <source>The step failed; the log says why.</source>
        <translation>Der Schritt ist fehlgeschlagen; das Protokoll nennt den Grund.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="209"/>
        <source>Indicators computed: {computed}; without data: {missing}.</source>
        <translation>Berechnete Indikatoren: {computed}; ohne Daten: {missing}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="213"/>
        <source>{study}-atlas.pdf</source>
        <translation>{study}-atlas.pdf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="25"/>
        <source>Export atlas</source>
        <translation>Atlas ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="215"/>
        <source>{study}-strategy.docx</source>
        <translation>{study}-strategie.docx</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="51"/>
        <source>Export document</source>
        <translation>Dokument ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_indicators.py" line="66"/>
        <source>{file} has been written.</source>
        <translation>{file} wurde geschrieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="431"/>
        <source>The QGIS project has been stored in the study file.</source>
        <translation>Das QGIS-Projekt wurde in der Studiendatei gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="434"/>
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
        <location filename="../smartcity_plugin/gui/wording.py" line="105"/>
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
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="184"/>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="264"/>
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
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="183"/>
        <source>Check of the inventory</source>
        <translation>Prüfung des Bestands</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="85"/>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="130"/>
        <source>&amp;Copy list</source>
        <translation>Liste &amp;kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="177"/>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="178"/>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="179"/>
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
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="140"/>
        <source>Needs</source>
        <translation>Bedarfe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="19"/>
        <source>Goals</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="20"/>
        <source>Overlay</source>
        <translation>Überlagerung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="78"/>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="22"/>
        <source>Atlas and document</source>
        <translation>Atlas und Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="43"/>
        <source>Every indicator value is scored from 0 to 100. What is missing to 100 is the need: as intensity, and multiplied by the inhabitants as persons affected. The maps show it for each field of action.</source>
        <translation>Jeder Indikatorwert wird mit 0 bis 100 Punkten bewertet. Was zu 100 fehlt, ist der Bedarf: als Intensität und, mit den Einwohnern multipliziert, als Zahl der Betroffenen. Die Karten zeigen ihn für jedes Handlungsfeld.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="90"/>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="91"/>
        <source>to do</source>
        <translation>offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="92"/>
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="93"/>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="94"/>
        <source>not yet possible</source>
        <translation>noch nicht möglich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="101"/>
        <source>Open example study…</source>
        <translation>Beispielstudie öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="102"/>
        <source>Show area</source>
        <translation>Gebiet zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="103"/>
        <source>Create another study…</source>
        <translation>Weitere Studie anlegen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="104"/>
        <source>Open another study…</source>
        <translation>Andere Studie öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="106"/>
        <source>Close study</source>
        <translation>Studie schließen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="107"/>
        <source>Add data…</source>
        <translation>Daten hinzufügen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="28"/>
        <source>Check inventory</source>
        <translation>Bestand prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="32"/>
        <source>Compute indicators</source>
        <translation>Indikatoren berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="112"/>
        <source>Show indicator</source>
        <translation>Indikator zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="29"/>
        <source>Assess needs</source>
        <translation>Bedarfe bewerten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="114"/>
        <source>Show needs</source>
        <translation>Bedarfe zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="129"/>
        <source>Show overall index</source>
        <translation>Gesamtindex zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="139"/>
        <source>Export atlas…</source>
        <translation>Atlas ausgeben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="143"/>
        <source>Store QGIS project in study</source>
        <translation>QGIS-Projekt in der Studie speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="153"/>
        <source>The study is read-only: work with a copy to change it.</source>
        <translation>Die Studie ist schreibgeschützt: Arbeiten Sie mit einer Kopie, um sie zu ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="154"/>
        <source>Population data are missing: add them first.</source>
        <translation>Es fehlen Bevölkerungsdaten: Fügen Sie diese zuerst hinzu.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="155"/>
        <source>No indicator has all its data yet: add data first.</source>
        <translation>Noch hat kein Indikator alle nötigen Daten: Fügen Sie zuerst Daten hinzu.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="156"/>
        <source>There are no indicator values yet: compute the indicators first.</source>
        <translation>Es gibt noch keine Indikatorwerte: Berechnen Sie zuerst die Indikatoren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="157"/>
        <source>The needs have not been assessed yet.</source>
        <translation>Die Bedarfe sind noch nicht bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="183"/>
        <source>{units} planning units, {crs}</source>
        <translation>{units} Planungseinheiten, {crs}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="185"/>
        <source>{units} planning units, {crs}, read-only</source>
        <translation>{units} Planungseinheiten, {crs}, schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="195"/>
        <source>{roles} of {total} data roles filled, {computable} of {indicators} indicators computable</source>
        <translation>{roles} von {total} Datenrollen belegt, {computable} von {indicators} Indikatoren berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="199"/>
        <source>{computed} of {indicators} indicators computed, {uncomputed} more are computable</source>
        <translation>{computed} von {indicators} Indikatoren berechnet, {uncomputed} weitere sind berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="203"/>
        <source>{roles} of {total} data roles filled, {computed} of {indicators} indicators computed</source>
        <translation>{roles} von {total} Datenrollen belegt, {computed} von {indicators} Indikatoren berechnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="112"/>
        <source>Show &amp;planning steps</source>
        <translation>&amp;Planungsschritte zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="116"/>
        <source>&amp;Open study…</source>
        <translation>Studie &amp;öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/plugin.py" line="119"/>
        <source>&amp;Help on Smart City Planning</source>
        <translation>&amp;Hilfe zu Smart City Planning</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="38"/>
        <source>Add inventory layer</source>
        <translation>Bestandslayer hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="62"/>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="61"/>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="70"/>
        <source>Field mapping (JSON)</source>
        <translation>Feldzuordnung (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="75"/>
        <source>Only features with</source>
        <translation>Nur Objekte mit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="186"/>
        <source>Title of the data</source>
        <translation>Titel der Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="187"/>
        <source>Source (publisher)</source>
        <translation>Quelle (herausgebende Stelle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="188"/>
        <source>Attribution line</source>
        <translation>Quellenvermerk</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="189"/>
        <source>Date of the data</source>
        <translation>Stand der Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="190"/>
        <source>Note on fitness</source>
        <translation>Bemerkung zur Eignung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="198"/>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="81"/>
        <source>Fitness for the role</source>
        <translation>Eignung für die Rolle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="57"/>
        <source>Features stored</source>
        <translation>Aufgenommene Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="168"/>
        <source>{title}: {count} of {total} features stored as {role}.</source>
        <translation>{title}: {count} von {total} Objekten als „{role}“ aufgenommen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="64"/>
        <source>Units assessed</source>
        <translation>Bewertete Einheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="95"/>
        <source>{count} units have too few values for a total need.</source>
        <translation>Für {count} Einheiten liegen zu wenige Werte für einen Gesamtbedarf vor.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="144"/>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="145"/>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="45"/>
        <source>Computable indicators</source>
        <translation>Berechenbare Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="59"/>
        <source>Problems (JSON)</source>
        <translation>Befunde (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="71"/>
        <source>computable</source>
        <translation>berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="63"/>
        <source>Indicators (all if none is chosen)</source>
        <translation>Indikatoren (ohne Auswahl alle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="171"/>
        <source>Indicators computed</source>
        <translation>Berechnete Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="78"/>
        <source>Indicators without data</source>
        <translation>Indikatoren ohne Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="33"/>
        <source>Create study</source>
        <translation>Studie anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="37"/>
        <source>Creates the study file (a GeoPackage) that holds everything the strategy needs: study area, planning units, inventory, indicator values, needs, goals and measures. The study area also becomes a planning unit, so that every value exists for the whole municipality. Choose a metric coordinate system: EPSG:25832, or EPSG:25833 east of 12° E.</source>
        <translation>Legt die Studiendatei (ein GeoPackage) an, die alles enthält, was die Strategie braucht: Untersuchungsgebiet, Planungseinheiten, Bestand, Indikatorwerte, Bedarfe, Ziele und Maßnahmen. Auch das Untersuchungsgebiet wird zur Planungseinheit, damit es jeden Wert für die ganze Gemeinde gibt. Wählen Sie ein metrisches Koordinatensystem: EPSG:25832, östlich von 12° Ost EPSG:25833.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="86"/>
        <source>Study area (border)</source>
        <translation>Untersuchungsgebiet (Grenze)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="28"/>
        <source>Planning units</source>
        <translation>Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="31"/>
        <source>Identifier of the unit</source>
        <translation>Kennung der Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="32"/>
        <source>Name of the unit</source>
        <translation>Name der Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="63"/>
        <source>Municipality</source>
        <translation>Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="65"/>
        <source>Title of the study</source>
        <translation>Titel der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="66"/>
        <source>Reference date (for example 2022-05-15)</source>
        <translation>Stichtag (zum Beispiel 2022-05-15)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="71"/>
        <source>Coordinate system</source>
        <translation>Koordinatenbezugssystem</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="161"/>
        <source>Study file</source>
        <translation>Studiendatei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="157"/>
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
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="200"/>
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
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="50"/>
        <source>Atlas</source>
        <translation>Atlas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="52"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="72"/>
        <source>Atlas with {count} pages: {path}</source>
        <translation>Atlas mit {count} Seiten: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="39"/>
        <source>Export strategy document</source>
        <translation>Strategiedokument ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="73"/>
        <source>Strategy document</source>
        <translation>Strategiedokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="108"/>
        <source>Strategy document: {path}</source>
        <translation>Strategiedokument: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="26"/>
        <source>Import goals and measures</source>
        <translation>Ziele und Maßnahmen übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="55"/>
        <source>Goals (CSV)</source>
        <translation>Ziele (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="56"/>
        <source>Measures (CSV)</source>
        <translation>Maßnahmen (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="60"/>
        <source>Goals stored</source>
        <translation>Gespeicherte Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="61"/>
        <source>Measures stored</source>
        <translation>Gespeicherte Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="21"/>
        <source>Store QGIS project in the study</source>
        <translation>QGIS-Projekt in der Studie speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="25"/>
        <source>Writes a QGIS project with all layers of the study, styled and grouped, into the study file. It can then be opened from the browser panel, also on computers without this plugin.</source>
        <translation>Schreibt ein QGIS-Projekt mit allen gestalteten und gruppierten Layern der Studie in die Studiendatei. Es lässt sich dann aus dem Browser-Bedienfeld öffnen, auch auf Rechnern ohne dieses Plugin.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/save_project.py" line="39"/>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="33"/>
        <source>Build study from recipe</source>
        <translation>Studie nach Rezept erstellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="37"/>
        <source>Builds a study from a recipe (YAML) that names files, roles, field mappings, sources and licences; without one, the demo study of the city of Jena. It can be built again at any time.</source>
        <translation>Erstellt eine Studie nach einem Rezept (YAML), das Dateien, Rollen, Feldzuordnungen, Quellen und Lizenzen nennt; ohne Rezept die Beispielstudie der Stadt Jena. Sie lässt sich jederzeit neu erstellen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="48"/>
        <source>Recipe (the demo city if empty)</source>
        <translation>Rezept (leer: die Beispielstadt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="57"/>
        <source>Planning steps</source>
        <translation>Planungsschritte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="176"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="78"/>
        <source>Indicators: {sector}</source>
        <translation>Indikatoren: {sector}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="119"/>
        <source>Instead of the study&apos;s layer: {role}</source>
        <translation>Statt des Layers der Studie: {role}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="128"/>
        <source>Indicator values</source>
        <translation>Indikatorwerte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/indicator_algorithm.py" line="131"/>
        <source>Value of the municipality</source>
        <translation>Wert der Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="191"/>
        <source>No data yet: 0 of {total} data roles filled</source>
        <translation>Noch keine Daten: 0 von {total} Datenrollen belegt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="219"/>
        <source>Not assessed yet</source>
        <translation>Noch nicht bewertet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="222"/>
        <source>Assessed for {units} planning units in {sectors} fields of action</source>
        <translation>Für {units} Planungseinheiten in {sectors} Handlungsfeldern bewertet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="228"/>
        <source>Input data changed: compute the indicators first</source>
        <translation>Eingangsdaten geändert: zuerst die Indikatoren berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="229"/>
        <source>Indicators were computed since: assess the needs again</source>
        <translation>Indikatoren seither neu berechnet: Bedarfe erneut bewerten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="246"/>
        <source>No goals yet</source>
        <translation>Noch keine Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="248"/>
        <source>Goals: {count} · measurable: {measurable} · examples: {examples}</source>
        <translation>Ziele: {count} · messbar: {measurable} · Beispiele: {examples}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="250"/>
        <source>Goals: {count} · measurable: {measurable}</source>
        <translation>Ziele: {count} · messbar: {measurable}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="259"/>
        <source>Highest need over all sectors: {units}</source>
        <translation>Höchster Bedarf über alle Handlungsfelder: {units}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="267"/>
        <source>No measures yet</source>
        <translation>Noch keine Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="291"/>
        <source>Can be exported, but with outdated indicators</source>
        <translation>Ausgabe möglich, aber mit veralteten Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="292"/>
        <source>Map atlas (PDF) and strategy document (Word) can be exported</source>
        <translation>Kartenatlas (PDF) und Strategiedokument (Word) können ausgegeben werden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="214"/>
        <source>The needs have been assessed.</source>
        <translation>Die Bedarfe wurden bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="193"/>
        <source>Input data changed, outdated indicators: {outdated} of {computed}</source>
        <translation>Eingangsdaten geändert, veraltete Indikatoren: {outdated} von {computed}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="40"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="191"/>
        <source>Contact</source>
        <translation>Ansprechstelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="54"/>
        <source>Add to what the study already has for the roles</source>
        <translation>Zu den vorhandenen Daten der Rollen hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="58"/>
        <source>Features by role (JSON)</source>
        <translation>Objekte nach Rolle (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="64"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/importing.py" line="144"/>
        <source>{title}: {count} features stored as {role}.</source>
        <translation>{title}: {count} Objekte als {role} gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="42"/>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="71"/>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="100"/>
        <source>All data sources without a contact</source>
        <translation>Alle Datenquellen ohne Ansprechperson</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="115"/>
        <source>Official population of the municipality</source>
        <translation>Amtliche Einwohnerzahl der Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="116"/>
        <source>Inhabitants</source>
        <translation>Einwohnerzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/passport_form.py" line="117"/>
        <source>Source and date of the figure</source>
        <translation>Quelle und Stand der Zahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="58"/>
        <source>Errors: {count}</source>
        <translation>Fehler: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="59"/>
        <source>Warnings: {count}</source>
        <translation>Warnungen: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="60"/>
        <source>Notes: {count}</source>
        <translation>Hinweise: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="75"/>
        <source>Study as a whole</source>
        <translation>Studie insgesamt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="170"/>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="174"/>
        <source>No repair of this is safe without your knowledge; the text says what to do.</source>
        <translation>Dafür gibt es keine Reparatur, die ohne Ihr Wissen sicher wäre; der Text sagt, was zu tun ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="178"/>
        <source>Show on map</source>
        <translation>Auf der Karte zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problem_list.py" line="183"/>
        <source>Concerns among others: {names}</source>
        <translation>Betrifft unter anderem: {names}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="122"/>
        <source>Show or hide</source>
        <translation>Ein- oder ausblenden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="129"/>
        <source>Check &amp;again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="87"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="145"/>
        <source>The inventory is being checked…</source>
        <translation>Das Inventar wird geprüft …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="170"/>
        <source>Checked: {units} planning units, {sources} data sources, {features} features.</source>
        <translation>Geprüft: {units} Planungseinheiten, {sources} Datenquellen, {features} Objekte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="287"/>
        <source>Nothing was found.</source>
        <translation>Es wurde nichts gefunden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="272"/>
        <source>Looked at: keys and levels of the planning units, geometries, duplicates, missing and unusual values, reach beyond the border, population, age, source and licence.</source>
        <translation>Angesehen wurden Kennungen und Ebenen der Planungseinheiten, Geometrien, Doppelte, fehlende und ungewöhnliche Werte, Reichweite über die Grenze hinaus, Bevölkerung, Alter, Quelle und Lizenz.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="295"/>
        <source>Errors must be put right before results can be trusted.</source>
        <translation>Erst wenn die Fehler behoben sind, ist auf Ergebnisse Verlass.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="297"/>
        <source>No errors; bear the warnings in mind when you read the results.</source>
        <translation>Keine Fehler; beachten Sie die Warnungen beim Lesen der Ergebnisse.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="299"/>
        <source>No errors and no warnings.</source>
        <translation>Keine Fehler und keine Warnungen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/problems_dialog.py" line="300"/>
        <source>The inventory has been checked.</source>
        <translation>Das Inventar wurde geprüft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/start_page.py" line="62"/>
        <source>You need the border of the town, or its planning units; a wizard helps.</source>
        <translation>Nötig ist die Gemeindegrenze oder ein Layer der Planungseinheiten; ein Assistent hilft dabei.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/pool.py" line="164"/>
        <source>Look into files</source>
        <translation>Dateien durchsehen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="143"/>
        <source>Close the wizard?</source>
        <translation>Assistenten schließen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="144"/>
        <source>What you have entered will be lost.</source>
        <translation>Ihre Eingaben gehen dabei verloren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="145"/>
        <source>&amp;Discard entries</source>
        <translation>Eingaben &amp;verwerfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="146"/>
        <source>&amp;Continue editing</source>
        <translation>Weiter &amp;bearbeiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/frame.py" line="171"/>
        <source>Help: {page}</source>
        <translation>Hilfe: {page}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="35"/>
        <source>Check and import</source>
        <translation>Prüfen und einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="36"/>
        <source>Nothing has been changed so far; the import writes to the study.</source>
        <translation>Bisher wurde nichts verändert; erst das Einlesen schreibt in die Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="38"/>
        <source>The layer is looked at before it is brought in. Where something would put a problem right, there is a box to tick; the original file stays as it is.</source>
        <translation>Der Layer wird angesehen, bevor er eingelesen wird. Lässt sich ein Problem beheben, gibt es dafür ein Kästchen zum Ankreuzen; die Ausgangsdatei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="43"/>
        <source>The import brings the data into the study&apos;s reference system, repairs geometries and keeps what lies in the study area and its surroundings. A cancelled or failed import leaves the study as it was.</source>
        <translation>Beim Einlesen werden die Daten in das Bezugssystem der Studie gebracht, Geometrien repariert und nur Objekte im Gebiet und seiner Umgebung behalten. Wird abgebrochen oder geht etwas schief, bleibt die Studie, wie sie war.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="51"/>
        <source>&amp;Import</source>
        <translation>&amp;Einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="56"/>
        <source>What happens to the data that are there</source>
        <translation>Was mit den vorhandenen Daten geschieht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="61"/>
        <source>Put right on import</source>
        <translation>Beim Einlesen berichtigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="81"/>
        <source>{role}: check and import</source>
        <translation>{role}: prüfen und einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="118"/>
        <source>&amp;Add as a further source; what both have counts once</source>
        <translation>Als weitere Quelle h&amp;inzufügen; was beide enthalten, zählt einmal</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="121"/>
        <source>Replace the source “{title}”</source>
        <translation>Die Quelle „{title}“ ersetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="124"/>
        <source>Replace &amp;everything that the role has</source>
        <translation>&amp;Alles ersetzen, was die Rolle hat</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="152"/>
        <source>Check of the layer</source>
        <translation>Prüfung des Layers</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="200"/>
        <source>Tick what is to be put right, or choose other data.</source>
        <translation>Kreuzen Sie an, was berichtigt werden soll, oder wählen Sie andere Daten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="205"/>
        <source>The layer was looked at: nothing is wrong.</source>
        <translation>Der Layer wurde angesehen: keine Auffälligkeiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="210"/>
        <source>The data contain {codes}; negative numbers make no sense here.</source>
        <translation>Die Daten enthalten {codes}; negative Zahlen sind hier nicht sinnvoll.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="216"/>
        <source>Data: {title}</source>
        <translation>Daten: {title}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="220"/>
        <source>Fields: {fields}</source>
        <translation>Felder: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="222"/>
        <source>Only: {filter}</source>
        <translation>Nur: {filter}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="230"/>
        <source>Source: {facts}</source>
        <translation>Quelle: {facts}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="238"/>
        <source>Swap the axes</source>
        <translation>Achsen vertauschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="240"/>
        <source>Shift by {east} m east and {north} m north</source>
        <translation>Um {east} m nach Osten und {north} m nach Norden verschieben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="243"/>
        <source>another reference system</source>
        <translation>anderes Bezugssystem</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="244"/>
        <source>Read the coordinates as {crs}</source>
        <translation>Koordinaten als {crs} lesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="246"/>
        <source>Leave out exact copies of features</source>
        <translation>Genaue Kopien von Objekten weglassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/check_page.py" line="249"/>
        <source>Take {codes} for unknown</source>
        <translation>{codes} als „unbekannt“ behandeln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/common_facts.py" line="22"/>
        <source>For checked rows that say nothing of their own</source>
        <translation>Für angekreuzte Zeilen ohne eigene Angaben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="253"/>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="72"/>
        <source>&amp;Source (publisher)</source>
        <translation>&amp;Quelle (Herausgeber)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="73"/>
        <source>&amp;Licence</source>
        <translation>&amp;Lizenz</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="74"/>
        <source>&amp;Attribution line</source>
        <translation>Quellen&amp;vermerk</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="75"/>
        <source>&amp;Date of the data</source>
        <translation>D&amp;atenstand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/confidence.py" line="23"/>
        <source>Match: {share} %</source>
        <translation>Übereinstimmung: {share} %</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="37"/>
        <source>Choose data</source>
        <translation>Daten wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="38"/>
        <source>Layers of the project and files that fit. Drop files or folders onto the window.</source>
        <translation>Passende Layer des Projekts und Dateien. Dateien und Ordner lassen sich auf das Fenster ziehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="40"/>
        <source>The list shows what fits the role, the best first. How surely is told by geometry, names, fields and values; the reasons stand below the list. It is a proposal: you decide.</source>
        <translation>Die Liste zeigt, was zur Rolle passt, das Beste zuerst. Wie sicher das ist, ergibt sich aus Geometrie, Namen, Feldern und Werten; die Gründe stehen unter der Liste. Es ist ein Vorschlag: Sie entscheiden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="46"/>
        <source>Files and folders can be dropped anywhere onto this window. Timetables (GTFS), census tables, OpenStreetMap extracts, plans (XPlanGML), cadastre (ALKIS) and building models (CityGML) are recognised and brought in by their own importers.</source>
        <translation>Dateien und Ordner können überall auf dieses Fenster gezogen werden. Fahrplandaten (GTFS), Zensustabellen, OpenStreetMap-Auszüge, Bauleitpläne (XPlanGML), Liegenschaftskataster (ALKIS) und Gebäudemodelle (CityGML) werden erkannt und auf eigene Weise eingelesen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="58"/>
        <source>Data that fit the role</source>
        <translation>Daten, die zur Rolle passen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="64"/>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="86"/>
        <source>Match</source>
        <translation>Passt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="75"/>
        <source>Show &amp;unlikely ones, too</source>
        <translation>Auch &amp;unwahrscheinliche zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="83"/>
        <source>Why it fits</source>
        <translation>Warum es passt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="95"/>
        <source>{role}: choose data</source>
        <translation>{role}: Daten wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="358"/>
        <source>The data are being looked at…</source>
        <translation>Die Daten werden angesehen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="179"/>
        <source>Nothing fits well. Show the unlikely ones, or choose or drop a file.</source>
        <translation>Nichts passt gut. Lassen Sie sich auch die unwahrscheinlichen zeigen, oder wählen Sie eine Datei oder ziehen Sie sie hierher.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/data_page.py" line="181"/>
        <source>No layer of the project fits. Drop files or a folder onto this window, or choose a file: for example a GeoPackage, a shapefile, a timetable (GTFS), an OpenStreetMap extract or a table of the census.</source>
        <translation>Kein Layer des Projekts passt. Ziehen Sie Dateien oder einen Ordner auf dieses Fenster, oder wählen Sie eine Datei: zum Beispiel ein GeoPackage, ein Shapefile, Fahrplandaten (GTFS), einen OpenStreetMap-Auszug oder eine Tabelle des Zensus.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="37"/>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="38"/>
        <source>Assign fields</source>
        <translation>Felder zuordnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="39"/>
        <source>Which field of the layer fills which field of the role? Required ones are marked *.</source>
        <translation>Welches Feld des Layers füllt welches Feld der Rolle? Pflichtfelder sind mit * markiert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="43"/>
        <source>For every field of the role choose a field of the layer, or write an expression with the button beside it. What was recognised is filled in. Required fields are marked with a star.</source>
        <translation>Wählen Sie zu jedem Feld der Rolle ein Feld des Layers, oder schreiben Sie mit der Schaltfläche daneben einen Ausdruck. Was erkannt wurde, ist eingetragen. Pflichtfelder tragen einen Stern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="49"/>
        <source>The filter keeps only the features for which it holds, for example &quot;amenity&quot; = &apos;kindergarten&apos;.</source>
        <translation>Der Filter behält nur Objekte, für die er zutrifft, zum Beispiel &quot;amenity&quot; = 'kindergarten'.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="53"/>
        <source>The preview shows the first features as they would be stored, with the share of unknown values. Unknown is not zero. Values that are no number where one is wanted are marked: such a mapping would be refused.</source>
        <translation>Die Vorschau zeigt die ersten Objekte so, wie sie gespeichert würden, und den Anteil unbekannter Werte. Unbekannt ist etwas anderes als null. Werte, die keine Zahl sind, wo eine verlangt ist, sind markiert: Eine solche Zuordnung würde abgelehnt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="76"/>
        <source>true for the features that count</source>
        <translation>wahr für die Objekte, die zählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="78"/>
        <source>all features</source>
        <translation>alle Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="54"/>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="80"/>
        <source>F&amp;ilter</source>
        <translation>F&amp;ilter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/preview.py" line="44"/>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="111"/>
        <source>{role}: assign fields</source>
        <translation>{role}: Felder zuordnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="119"/>
        <source>an unknown number of</source>
        <translation>unbekannt viele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="120"/>
        <source>Layer: {layer}, {count} features</source>
        <translation>Layer: {layer}, {count} Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="123"/>
        <source>This role has no fields: only the geometry counts.</source>
        <translation>Diese Rolle hat keine Felder: Es zählt nur die Geometrie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="203"/>
        <source>Being counted…</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="243"/>
        <source>required</source>
        <translation>Pflichtfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="308"/>
        <source>not assigned</source>
        <translation>nicht zugeordnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="310"/>
        <source>expression does not work</source>
        <translation>Ausdruck funktioniert nicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="312"/>
        <source>no number: {count}, for example {example}</source>
        <translation>keine Zahl: {count}, zum Beispiel {example}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="315"/>
        <source>negative: {count}, for example {example}</source>
        <translation>negativ: {count}, zum Beispiel {example}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="319"/>
        <source>{codes} for unknown: {count}</source>
        <translation>{codes} für unbekannt: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="325"/>
        <source>all unknown</source>
        <translation>alle unbekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="327"/>
        <source>unknown: {share} %</source>
        <translation>unbekannt: {share} %</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="329"/>
        <source>all known</source>
        <translation>alle bekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="337"/>
        <source>{kept} of {all} features</source>
        <translation>{kept} von {all} Objekten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="339"/>
        <source>{kept} of the first {looked} features</source>
        <translation>{kept} der ersten {looked} Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="347"/>
        <source>The filter does not work: {detail}</source>
        <translation>Der Filter funktioniert nicht: {detail}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="350"/>
        <source>No feature is left: check the filter.</source>
        <translation>Es bleibt kein Objekt übrig: Prüfen Sie den Filter.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="353"/>
        <source>{field}: {detail}</source>
        <translation>{field}: {detail}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="356"/>
        <source>{field}: {count} values are no number, for example “{example}”.</source>
        <translation>{field}: {count} Werte sind keine Zahl, zum Beispiel „{example}“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="360"/>
        <source>{field}: {count} values are negative, for example {example}.</source>
        <translation>{field}: {count} Werte sind negativ, zum Beispiel {example}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/fields_page.py" line="364"/>
        <source>{field}: {codes} often means “unknown”. The last step offers to empty it.</source>
        <translation>{field}: {codes} bedeutet oft „unbekannt“. Der letzte Schritt bietet an, solche Werte zu leeren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="24"/>
        <source>&amp;File…</source>
        <translation>&amp;Datei …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="25"/>
        <source>F&amp;older…</source>
        <translation>&amp;Ordner …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="35"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="36"/>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="43"/>
        <source>Choose a folder with data</source>
        <translation>Ordner mit Daten wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="53"/>
        <source>Layers and files found: {count}</source>
        <translation>Layer und Dateien gefunden: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/file_buttons.py" line="55"/>
        <source>Nothing new was found in these files.</source>
        <translation>In diesen Dateien fand sich nichts Neues.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/imports.py" line="58"/>
        <source>Import {number} of {total}: {title}</source>
        <translation>Einlesen {number} von {total}: {title}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="42"/>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="76"/>
        <source>Inventory matrix</source>
        <translation>Bestandsmatrix</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="32"/>
        <source>What the study has, what is missing, and what that means for the indicators.</source>
        <translation>Was die Studie hat, was fehlt und was das für die Indikatoren bedeutet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="34"/>
        <source>The first table lists all data roles. The numbers say for how many indicators of each field of action a role is needed. Gain says how many more indicators it alone would make computable now.</source>
        <translation>Die erste Tabelle nennt alle Datenrollen. Die Zahlen sagen, für wie viele Indikatoren jedes Handlungsfelds eine Rolle gebraucht wird. Gewinn sagt, wie viele Indikatoren mit ihr allein jetzt zusätzlich berechenbar würden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="40"/>
        <source>The second table lists all indicators: whether they can be computed, or which data they lack.</source>
        <translation>Die zweite Tabelle nennt alle Indikatoren: ob sie sich berechnen lassen oder welche Daten ihnen fehlen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="44"/>
        <source>Filter by text and state; copy puts what is shown onto the clipboard for a spreadsheet. Enter on a role opens it.</source>
        <translation>Filtern Sie nach Text und Stand; Kopieren legt das Gezeigte für eine Tabellenkalkulation in die Zwischenablage. Die Eingabetaste öffnet eine Rolle.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="55"/>
        <source>Filter the tables by text</source>
        <translation>Tabellen nach Text filtern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="59"/>
        <source>Filter the tables by state</source>
        <translation>Tabellen nach Stand filtern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="61"/>
        <source>all states</source>
        <translation>alle Stände</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="62"/>
        <source>present or computable</source>
        <translation>belegt oder berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="57"/>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="83"/>
        <source>Data roles</source>
        <translation>Datenrollen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="54"/>
        <source>Indicators</source>
        <translation>Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="89"/>
        <source>{sector}: indicators that need the role</source>
        <translation>{sector}: Indikatoren, die die Rolle brauchen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="91"/>
        <source>Indicators that this role alone would make computable now</source>
        <translation>Indikatoren, die mit dieser Rolle allein jetzt berechenbar würden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="141"/>
        <source>Shown: {shown} of {all}</source>
        <translation>Gezeigt: {shown} von {all}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="163"/>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="46"/>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="219"/>
        <source>Indicator</source>
        <translation>Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="185"/>
        <source>Missing data</source>
        <translation>Fehlende Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="49"/>
        <source>Search roles</source>
        <translation>Rollen suchen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="54"/>
        <source>Data roles by field of action</source>
        <translation>Datenrollen nach Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="51"/>
        <source>Overview and import</source>
        <translation>Übersicht und Einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="106"/>
        <source>Roles with data: {filled} of {roles}</source>
        <translation>Belegte Rollen: {filled} von {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="107"/>
        <source>Computable indicators: {computable} of {all}</source>
        <translation>Berechenbare Indikatoren: {computable} von {all}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="39"/>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="40"/>
        <source>Options of the import</source>
        <translation>Optionen des Einlesens</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="50"/>
        <source>This import needs no options.</source>
        <translation>Hier gibt es nichts einzustellen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="72"/>
        <source>Files: {files}</source>
        <translation>Dateien: {files}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="74"/>
        <source>May fill these roles: {roles}</source>
        <translation>Kann diese Rollen belegen: {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/options_page.py" line="133"/>
        <source>Advanced options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="50"/>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="52"/>
        <source>Checked rows are imported together. Drop files or a whole folder onto the window.</source>
        <translation>Angekreuzte Zeilen werden zusammen eingelesen. Dateien oder ganze Ordner lassen sich auf das Fenster ziehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="54"/>
        <source>For every role the best fitting layer of the project and of dropped files is listed. Rows with a sure match are checked. Look at each before you import: below the list another layer can be chosen for the marked row, and Edit leads to its fields, filter and source.</source>
        <translation>Zu jeder Rolle ist der Layer genannt, der unter denen des Projekts und der herübergezogenen Dateien am besten passt. Sichere Treffer sind angekreuzt. Sehen Sie jede Zeile an, bevor Sie einlesen: Unter der Liste lässt sich für die markierte Zeile ein anderer Layer wählen, und Bearbeiten führt zu Feldern, Filter und Quelle.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="61"/>
        <source>Source, licence and date at the bottom are used for all checked rows that say nothing of their own.</source>
        <translation>Quelle, Lizenz und Datenstand ganz unten gelten für alle angekreuzten Zeilen, die keine eigenen Angaben haben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="66"/>
        <source>Space checks a row. Each import is complete in itself: if one fails or is cancelled, those that succeeded before stay in the study.</source>
        <translation>Die Leertaste kreuzt eine Zeile an. Jedes Einlesen ist für sich abgeschlossen: Geht eines schief oder wird abgebrochen, bleiben die vorher gelungenen in der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="77"/>
        <source>Roles with the data that fit best</source>
        <translation>Rollen mit den am besten passenden Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="87"/>
        <source>What is done</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="98"/>
        <source>&amp;Uncheck all</source>
        <translation>Alle ab&amp;wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="106"/>
        <source>Data of the marked row</source>
        <translation>Daten der markierten Zeile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="107"/>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="109"/>
        <source>Da&amp;ta of the marked row</source>
        <translation>Daten der &amp;markierten Zeile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="214"/>
        <source>fields of {roles}</source>
        <translation>Felder von {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="215"/>
        <source>a checked row</source>
        <translation>eine angekreuzte Zeile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="238"/>
        <source>Cancel stops it; imports that have succeeded stay.</source>
        <translation>„Abbrechen“ hält an; was schon eingelesen ist, bleibt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="284"/>
        <source>Check of the layers</source>
        <translation>Prüfung der Layer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="289"/>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="300"/>
        <source>{role}: {data}, match {word}, {state}</source>
        <translation>{role}: {data}, Übereinstimmung {word}, {state}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="323"/>
        <source>{data} (match: {word})</source>
        <translation>{data} (Übereinstimmung: {word})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="348"/>
        <source>&amp;Import ({count})</source>
        <translation>&amp;Einlesen ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="360"/>
        <source>Nothing to import yet. Add layers to the QGIS project, or drop a folder with the town&apos;s data onto this window: shapefiles, GeoPackages, timetables, census tables, plans.</source>
        <translation>Noch gibt es nichts einzulesen. Fügen Sie dem QGIS-Projekt Layer hinzu, oder ziehen Sie einen Ordner mit den Daten der Stadt auf dieses Fenster: Shapefiles, GeoPackages, Fahrplandaten, Zensustabellen, Pläne.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="366"/>
        <source>Every role that indicators need has data. More sources can be added.</source>
        <translation>Alle Rollen, die Indikatoren brauchen, sind belegt. Weitere Quellen können hinzukommen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_page.py" line="368"/>
        <source>Most useful next: {role} – indicators that wait for it: {count}.</source>
        <translation>Als Nächstes am nützlichsten: {role} – darauf warten {count} Indikatoren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_row.py" line="79"/>
        <source>may fill: {roles}</source>
        <translation>kann belegen: {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_row.py" line="82"/>
        <source>missing: {fields}</source>
        <translation>es fehlt: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_row.py" line="85"/>
        <source>with filter</source>
        <translation>mit Filter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_row.py" line="87"/>
        <source>added to what is there</source>
        <translation>kommt zu Vorhandenem hinzu</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/overview_row.py" line="88"/>
        <source>replaces what is there</source>
        <translation>ersetzt Vorhandenes</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="28"/>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="29"/>
        <source>Describe the source</source>
        <translation>Quelle beschreiben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="30"/>
        <source>The data passport: printed wherever numbers from these data appear.</source>
        <translation>Der Datenpass: Er steht überall, wo Zahlen aus diesen Daten erscheinen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="32"/>
        <source>Source is who publishes the data. Licence says what may be done with them; many licences want an attribution line word for word. The date is that of the data, not of the download: a day (2022-05-15), a year (2022) or a period (2014–2016).</source>
        <translation>Quelle ist, wer die Daten herausgibt. Die Lizenz sagt, was mit ihnen erlaubt ist; viele verlangen einen Quellenvermerk im Wortlaut. Der Datenstand ist das Datum der Daten, nicht des Herunterladens: ein Tag (2022-05-15), ein Jahr (2022) oder ein Zeitraum (2014–2016).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="38"/>
        <source>Fitness says how good the data are for this role. Everything but “fit for purpose” follows the results as a flag, onto maps and into the document.</source>
        <translation>Die Eignung sagt, wie gut die Daten für diese Rolle sind. Alles außer „geeignet“ begleitet die Ergebnisse als Hinweis, auf Karten und im Dokument.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="43"/>
        <source>What you gave for the same file or publisher before is offered, but never filled in by itself.</source>
        <translation>Was Sie zu derselben Datei oder demselben Herausgeber früher angegeben haben, wird angeboten, aber nie von selbst eingetragen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="59"/>
        <source>2022-05-15, 2022 or 2014–2016</source>
        <translation>2022-05-15, 2022 oder 2014–2016</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="71"/>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="77"/>
        <source>&amp;Fitness</source>
        <translation>&amp;Eignung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="81"/>
        <source>What a reader of the numbers must know: what is missing, estimated or delimited.</source>
        <translation>Was man beim Lesen der Zahlen wissen muss: was fehlt, geschätzt oder abgegrenzt ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="109"/>
        <source>{role}: describe the source</source>
        <translation>{role}: Quelle beschreiben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="157"/>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="153"/>
        <source>Given for this file before: {facts}</source>
        <translation>Früher zu dieser Datei angegeben: {facts}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="158"/>
        <source>Given for this publisher before: {facts}</source>
        <translation>Früher zu diesem Herausgeber angegeben: {facts}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="168"/>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="178"/>
        <source>What you leave empty is taken from the files, as far as they tell it.</source>
        <translation>Was Sie frei lassen, wird den Dateien entnommen, soweit sie es nennen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="179"/>
        <source>What you leave empty is as usual for this format: {facts}</source>
        <translation>Was Sie frei lassen, gilt wie bei diesem Format üblich: {facts}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="187"/>
        <source>The data passport lacks: {facts}. Source and date are printed with the numbers; without a licence it is unclear whether maps may be published.</source>
        <translation>Im Datenpass fehlt: {facts}. Quelle und Datenstand werden mit den Zahlen gedruckt; ohne Lizenz bleibt offen, ob Karten veröffentlicht werden dürfen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="211"/>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="212"/>
        <source>licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="213"/>
        <source>date</source>
        <translation>Datenstand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="221"/>
        <source>Complete and exact enough for this role.</source>
        <translation>Für diese Rolle vollständig und genau genug.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="222"/>
        <source>Values are estimated or modelled, not counted. Results get a flag.</source>
        <translation>Werte sind geschätzt oder modelliert, nicht gezählt. Ergebnisse erhalten einen Hinweis.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="223"/>
        <source>A part of the objects or of the area is missing. Results get a flag.</source>
        <translation>Ein Teil der Objekte oder des Gebiets fehlt. Ergebnisse erhalten einen Hinweis.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="224"/>
        <source>Stands in for data that are not to be had. Results get a flag.</source>
        <translation>Steht für Daten, die nicht zu haben sind. Ergebnisse erhalten einen Hinweis.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/pool.py" line="323"/>
        <source>in the project</source>
        <translation>im Projekt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/pool.py" line="331"/>
        <source>Recognised as: {format}.</source>
        <translation>Erkannt als: {format}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/preview_table.py" line="24"/>
        <source>Preview of the first features</source>
        <translation>Vorschau der ersten Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/map_preview.py" line="115"/>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/preview_table.py" line="67"/>
        <source>This is no number.</source>
        <translation>Das ist keine Zahl.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="44"/>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="50"/>
        <source>Result of the import</source>
        <translation>Ergebnis des Einlesens</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="52"/>
        <source>For every import: how many features were stored, and what was left out or should be known. The traffic light sums up completeness, age, licence and the results of the checks.</source>
        <translation>Zu jedem Einlesen: wie viele Objekte gespeichert wurden und was weggelassen wurde oder zu wissen ist. Die Ampel fasst Vollständigkeit, Alter, Lizenz und die Ergebnisse der Prüfung zusammen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="73"/>
        <source>Add another &amp;source</source>
        <translation>Weitere &amp;Quelle hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="74"/>
        <source>&amp;Overview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="101"/>
        <source>{done} of {all} imports succeeded; what succeeded stays in the study.</source>
        <translation>{done} von {all} sind gelungen; was gelungen ist, bleibt in der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="109"/>
        <source>Computable now:</source>
        <translation>Jetzt berechenbar:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="115"/>
        <source>&amp;Next: {role}</source>
        <translation>&amp;Nächste Rolle: {role}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="132"/>
        <source>The data passport lacks: {facts}.</source>
        <translation>Im Datenpass fehlt: {facts}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="145"/>
        <source>Left out because another source has them: {count}</source>
        <translation>Weggelassen, weil eine andere Quelle sie schon hat: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="149"/>
        <source>Left out, outside the area or without usable geometry: {count}</source>
        <translation>Weggelassen, außerhalb des Gebiets oder ohne brauchbare Geometrie: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="157"/>
        <source>{role}: {count} features stored</source>
        <translation>{role}: {count} Objekte gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="172"/>
        <source>The data are in the study.</source>
        <translation>Die Daten sind in der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="173"/>
        <source>The import failed; the study is as it was.</source>
        <translation>Das Einlesen ist misslungen; die Studie ist, wie sie war.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="183"/>
        <source>Not begun.</source>
        <translation>Nicht begonnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/result_page.py" line="181"/>
        <source>Cancelled; nothing of it was stored.</source>
        <translation>Abgebrochen; davon wurde nichts gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="37"/>
        <source>A role says what data are used for. Here you see what it is for, which indicators wait for it and which data it has.</source>
        <translation>Eine Rolle sagt, wozu Daten dienen. Hier sehen Sie, wofür sie da ist, welche Indikatoren auf sie warten und welche Daten sie hat.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="42"/>
        <source>Add data leads through four steps: choose data, assign fields, describe the source, check and import. Several sources may feed one role; what two of them share is counted once.</source>
        <translation>„Daten hinzufügen“ führt durch vier Schritte: Daten wählen, Felder zuordnen, Quelle beschreiben, prüfen und einlesen. Mehrere Quellen können eine Rolle belegen; was zwei von ihnen gemeinsam haben, zählt einmal.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="48"/>
        <source>Details completes source, licence and date. Update reads a source again and first shows what would change. Remove takes a source out of the study; the file it came from stays.</source>
        <translation>„Angaben“ ergänzt Quelle, Lizenz und Datenstand. „Aktualisieren“ liest eine Quelle neu und zeigt zuerst, was sich ändern würde. „Entfernen“ nimmt eine Quelle aus der Studie; die Datei, aus der sie kam, bleibt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="55"/>
        <source>&amp;Add data &gt;</source>
        <translation>Daten hinzu&amp;fügen &gt;</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="63"/>
        <source>Data in the study</source>
        <translation>Daten in der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="66"/>
        <source>What it needs</source>
        <translation>Was gebraucht wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="67"/>
        <source>Indicators that need it</source>
        <translation>Indikatoren, die darauf warten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="89"/>
        <source>No indicator of the catalogue uses it yet; it serves maps and later analyses.</source>
        <translation>Noch kein Indikator des Katalogs verwendet sie; sie dient Karten und späteren Auswertungen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="110"/>
        <source>None yet. Add data shows which layers of the project and of files fit.</source>
        <translation>Noch keine. „Daten hinzufügen“ zeigt, welche Layer des Projekts und welche Dateien passen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="132"/>
        <source>&amp;Update…</source>
        <translation>&amp;Aktualisieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="136"/>
        <source>Read the source again and see what would change</source>
        <translation>Die Quelle neu lesen und sehen, was sich ändern würde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="138"/>
        <source>How this source was brought in is not recorded; add it again to renew it.</source>
        <translation>Wie diese Quelle eingelesen wurde, ist nicht festgehalten; fügen Sie sie neu hinzu, um sie zu erneuern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="140"/>
        <source>&amp;Remove…</source>
        <translation>En&amp;tfernen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="142"/>
        <source>D&amp;etails…</source>
        <translation>An&amp;gaben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="144"/>
        <source>Complete or correct source, licence, date and contact</source>
        <translation>Quelle, Lizenz, Datenstand und Kontakt ergänzen oder berichtigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="191"/>
        <source>Geometry: {kind}</source>
        <translation>Geometrie: {kind}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="194"/>
        <source>Required: {fields}</source>
        <translation>Nötig: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="197"/>
        <source>Useful: {fields}</source>
        <translation>Nützlich: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/role_page.py" line="199"/>
        <source>Reach: {distance} m beyond the border, so that its edges are not too poor</source>
        <translation>Reichweite: {distance} m über die Grenze hinaus, damit die Ränder nicht zu schlecht ausfallen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="45"/>
        <source>The source has been updated.</source>
        <translation>Die Quelle wurde aktualisiert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="47"/>
        <source>What would change: {title}</source>
        <translation>Was sich ändern würde: {title}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="55"/>
        <source>The details have been stored.</source>
        <translation>Die Angaben wurden gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="59"/>
        <source>Remove “{title}” from the study?</source>
        <translation>„{title}“ aus der Studie entfernen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="60"/>
        <source>The file it came from stays as it is.</source>
        <translation>Die Datei, aus der sie kam, bleibt, wie sie ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="63"/>
        <source>It is the only source of this role; indicators that need it: {count}.</source>
        <translation>Es ist die einzige Quelle dieser Rolle; Indikatoren, die sie brauchen: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="66"/>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="227"/>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="72"/>
        <source>The source has been removed.</source>
        <translation>Die Quelle wurde entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="75"/>
        <source>Update “{title}”?</source>
        <translation>„{title}“ aktualisieren?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="77"/>
        <source>&amp;Update</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/sources.py" line="78"/>
        <source>&amp;Leave as it is</source>
        <translation>Unverändert &amp;lassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="30"/>
        <source>Update: {title}</source>
        <translation>Aktualisieren: {title}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="34"/>
        <source>Empty: read again from where it came ({origin}).</source>
        <translation>Leer: neu lesen, woher sie kam ({origin}).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="39"/>
        <source>Other &amp;layer</source>
        <translation>Anderer &amp;Layer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="43"/>
        <source>Other &amp;files</source>
        <translation>Andere &amp;Dateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="48"/>
        <source>New &amp;date of the data</source>
        <translation>Neuer Daten&amp;stand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="50"/>
        <source>Empty: the date stays as it is, unless the data tell theirs.</source>
        <translation>Leer: Der Datenstand bleibt, sofern die Daten nicht selbst einen nennen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="53"/>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="60"/>
        <source>Fields, filter and repairs stay as they were. First it is shown what would change; nothing is stored before you agree.</source>
        <translation>Felder, Filter und Berichtigungen bleiben, wie sie waren. Zuerst wird gezeigt, was sich ändern würde; gespeichert wird erst, wenn Sie zustimmen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="99"/>
        <source>New: {count}</source>
        <translation>Neu: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="100"/>
        <source>Gone: {count}</source>
        <translation>Entfallen: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="101"/>
        <source>Changed: {count}</source>
        <translation>Geändert: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="102"/>
        <source>Unchanged: {count}</source>
        <translation>Unverändert: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="112"/>
        <source>Sum of {field}: {before} → {after}</source>
        <translation>Summe von {field}: {before} → {after}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="115"/>
        <source>New fields: {fields}</source>
        <translation>Neue Felder: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="116"/>
        <source>Fields that are gone: {fields}</source>
        <translation>Entfallene Felder: {fields}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="125"/>
        <source>The raster is the same as before.</source>
        <translation>Das Raster ist unverändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/update_dialog.py" line="126"/>
        <source>The raster has changed. Cells with values: {before} → {after}</source>
        <translation>Das Raster hat sich geändert. Zellen mit Werten: {before} → {after}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="186"/>
        <source>Read the inventory</source>
        <translation>Bestand lesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="192"/>
        <source>Inventory: {study}</source>
        <translation>Bestand: {study}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="259"/>
        <source>Step {number} of {count}: {text}</source>
        <translation>Schritt {number} von {count}: {text}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="59"/>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="29"/>
        <source>Base data</source>
        <translation>Grundlagen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="36"/>
        <source>Mobility</source>
        <translation>Mobilität</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="37"/>
        <source>Housing</source>
        <translation>Wohnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="38"/>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="39"/>
        <source>Social</source>
        <translation>Soziales</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="40"/>
        <source>Economy</source>
        <translation>Wirtschaft</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="41"/>
        <source>Climate</source>
        <translation>Klima</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="42"/>
        <source>Digital</source>
        <translation>Digitales</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="56"/>
        <source>present</source>
        <translation>belegt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="58"/>
        <source>not needed yet</source>
        <translation>noch nicht benötigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="64"/>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="86"/>
        <source>missing data</source>
        <translation>Daten fehlen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="88"/>
        <source>computed</source>
        <translation>berechnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="89"/>
        <source>computed, data changed since</source>
        <translation>berechnet, Daten inzwischen geändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="98"/>
        <source>without: {roles}</source>
        <translation>ohne: {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="102"/>
        <source>at least {count} of: {roles}</source>
        <translation>mindestens {count} von: {roles}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="105"/>
        <source>{field} in {role}</source>
        <translation>{field} in {role}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="120"/>
        <source>Indicators that become computable with it: {count}</source>
        <translation>Indikatoren, die damit berechenbar werden: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="123"/>
        <source>Indicators that do without it so far: {count}</source>
        <translation>Indikatoren, die bisher ohne sie auskommen: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="131"/>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="133"/>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="134"/>
        <source>low</source>
        <translation>gering</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="140"/>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="141"/>
        <source>lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="142"/>
        <source>areas</source>
        <translation>Flächen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="143"/>
        <source>points or areas</source>
        <translation>Punkte oder Flächen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="144"/>
        <source>a table without geometry</source>
        <translation>eine Tabelle ohne Geometrie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="145"/>
        <source>a raster</source>
        <translation>ein Raster</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="153"/>
        <source>{count} features</source>
        <translation>{count} Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wording.py" line="155"/>
        <source>as of {date}</source>
        <translation>Stand {date}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/layer_chooser.py" line="52"/>
        <source>Choose a layer</source>
        <translation>Layer wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/layer_chooser.py" line="54"/>
        <source>Files and folders can also be dropped onto the wizard</source>
        <translation>Dateien und Ordner lassen sich auch auf den Assistenten ziehen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/layer_chooser.py" line="58"/>
        <source>File…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/layer_chooser.py" line="137"/>
        <source>Choose a file with the layer</source>
        <translation>Datei mit dem Layer wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="38"/>
        <source>Border</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="39"/>
        <source>Where does the municipality end?</source>
        <translation>Wo endet die Gemeinde?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="40"/>
        <source>A polygon layer with the border, or the layer of the planning units: together they are the border.</source>
        <translation>Ein Polygonlayer mit der Grenze oder der Layer der Planungseinheiten: Zusammen ergeben sie die Grenze.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="44"/>
        <source>Choose a layer of the project or a file; files and folders can be dropped onto the wizard as well. If the layer holds several municipalities, choose the one by a field; this happens by itself where a field holds the key or the name.

Without a border layer, choose the layer of the planning units with all its areas: what they cover together is the study area.

All lengths and areas are measured in the coordinate system of the study. Surveying offices use UTM zone 32 (EPSG:25832) west of 12° east and zone 33 (EPSG:25833) east of it.</source>
        <translation>Wählen Sie einen Layer des Projekts oder eine Datei; Dateien und Ordner lassen sich auch auf den Assistenten ziehen. Enthält der Layer mehrere Gemeinden, wählen Sie die eine über ein Feld aus; das geschieht von selbst, wo ein Feld den Schlüssel oder den Namen enthält.

Gibt es keinen Layer mit der Grenze, wählen Sie den der Planungseinheiten mit allen Flächen: Was sie zusammen bedecken, ist das Untersuchungsgebiet.

Alle Längen und Flächen werden im Koordinatensystem der Studie gemessen. Vermessungsämter verwenden westlich von 12° Ost die UTM-Zone 32 (EPSG:25832), östlich davon die Zone 33 (EPSG:25833).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="61"/>
        <source>&amp;Layer</source>
        <translation>&amp;Layer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="64"/>
        <source>Coordinates of the la&amp;yer</source>
        <translation>Koordinaten des La&amp;yers</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="66"/>
        <source>The layer itself stays as it is.</source>
        <translation>Der Layer selbst bleibt, wie er ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="69"/>
        <source>Areas</source>
        <translation>Flächen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="73"/>
        <source>&amp;Coordinate system of the study</source>
        <translation>&amp;Koordinatensystem der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="119"/>
        <source>layer of the border</source>
        <translation>Layer der Grenze</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="120"/>
        <source>border</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="125"/>
        <source>&amp;All areas of the layer together</source>
        <translation>&amp;Alle Flächen des Layers zusammen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="126"/>
        <source>&amp;Only those with</source>
        <translation>&amp;Nur Flächen mit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="132"/>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="211"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="267"/>
        <source>Examine border</source>
        <translation>Grenze prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="304"/>
        <source>Suggested by the position, {longitude}° east: the zone in which this is measured.</source>
        <translation>Vorschlag nach der Lage, {longitude}° Ost: die Zone, in der dort gemessen wird.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="308"/>
        <source>The position, {longitude}° east, suggests {crs}.</source>
        <translation>Die Lage, {longitude}° Ost, spricht für {crs}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="312"/>
        <source>S&amp;wap axes</source>
        <translation>Achsen &amp;tauschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="316"/>
        <source>&amp;Use {crs}</source>
        <translation>{crs} ü&amp;bernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="336"/>
        <source>{area} km²</source>
        <translation>{area} km²</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="338"/>
        <source>{count} separate parts</source>
        <translation>{count} getrennte Teile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="340"/>
        <source>one connected area</source>
        <translation>eine zusammenhängende Fläche</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/border_page.py" line="342"/>
        <source>holes: {count}</source>
        <translation>Löcher: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="30"/>
        <source>File and summary</source>
        <translation>Datei und Übersicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="31"/>
        <source>Where shall the study be stored?</source>
        <translation>Wo soll die Studie liegen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="32"/>
        <source>A study is one file (GeoPackage). Check what it will hold; go back to change anything.</source>
        <translation>Eine Studie ist eine Datei (GeoPackage). Prüfen Sie, was sie enthalten wird; über „Zurück“ lässt sich alles ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="35"/>
        <source>The file holds everything: border, planning units, data, results, goals and measures. Copy it and the work is copied.

An existing file is only replaced after you have been asked, and only once the new one is complete.</source>
        <translation>Die Datei enthält alles: Grenze, Planungseinheiten, Daten, Ergebnisse, Ziele und Maßnahmen. Wer sie kopiert, kopiert die ganze Arbeit.

Eine vorhandene Datei wird nur nach Rückfrage ersetzt, und erst, wenn die neue vollständig ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="53"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="57"/>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="83"/>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="88"/>
        <source>&amp;Use {name}</source>
        <translation>{name} verwe&amp;nden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="107"/>
        <source>Replace file?</source>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="108"/>
        <source>The file {name} exists already.</source>
        <translation>Die Datei {name} gibt es schon.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="109"/>
        <source>Replacing it removes everything in it; this cannot be undone.</source>
        <translation>Beim Ersetzen geht alles verloren, was sie enthält; das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="110"/>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="156"/>
        <source>Municipality key</source>
        <translation>Gemeindeschlüssel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="127"/>
        <source>Reference date</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="76"/>
        <source>Official population</source>
        <translation>Amtliche Einwohnerzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="161"/>
        <source>Study area</source>
        <translation>Untersuchungsgebiet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="74"/>
        <source>To be noted</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="171"/>
        <source>{level}: {count}</source>
        <translation>{level}: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/file_page.py" line="174"/>
        <source>{line} (in maps and tables)</source>
        <translation>{line} (in Karten und Tabellen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="82"/>
        <source>Areas of a layer</source>
        <translation>Flächen eines Layers</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="83"/>
        <source>Regular grid</source>
        <translation>Regelmäßiges Raster</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="84"/>
        <source>Ma&amp;de of</source>
        <translation>&amp;Gebildet aus</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="88"/>
        <source>Le&amp;vel</source>
        <translation>&amp;Ebene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="94"/>
        <source>Si&amp;ze of the cells</source>
        <translation>Zelleng&amp;röße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="96"/>
        <source>The cells of the census and of INSPIRE (EPSG:3035). They keep the identifier of the whole cell but are cut at the border, so that they sum up to the municipality.</source>
        <translation>Die Zellen des Zensus und von INSPIRE (EPSG:3035). Sie behalten die Kennung der ganzen Zelle, werden aber an der Grenze abgeschnitten, damit ihre Summe die Gemeinde ergibt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="103"/>
        <source>La&amp;yer</source>
        <translation>La&amp;yer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="110"/>
        <source>Mer&amp;ge areas with the same identifier</source>
        <translation>Gleiche Kennungen zusammen&amp;fassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="117"/>
        <source>&amp;Identifier</source>
        <translation>&amp;Kennung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="49"/>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="120"/>
        <source>Belongs &amp;to</source>
        <translation>Gehör&amp;t zu</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="162"/>
        <source>layer of the planning units</source>
        <translation>Layer der Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="164"/>
        <source>identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="286"/>
        <source>Level above: {level}</source>
        <translation>Ebene darüber: {level}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="28"/>
        <source>Which municipality is the study about?</source>
        <translation>Um welche Gemeinde geht es?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="29"/>
        <source>Name and key stand on every map; the reference date says what all numbers hold for.</source>
        <translation>Name und Schlüssel stehen auf jeder Karte; der Stichtag sagt, wofür alle Zahlen gelten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="32"/>
        <source>The municipality key (AGS) has 8 digits: Land, administrative region, district, municipality. The regional key (ARS) has 12 and is accepted as well. If a spreadsheet has dropped the zero at the beginning, it is put back, and you are told.

The reference date is the day to which the study refers, usually that of the census or of the register of residents. A year is enough.

The official population is optional. With it, the sum of the small-area data is checked, and the difference is stated in the document.</source>
        <translation>Der Amtliche Gemeindeschlüssel (AGS) hat 8 Ziffern: Land, Regierungsbezirk, Kreis, Gemeinde. Auch der Regionalschlüssel (ARS) mit 12 Ziffern ist möglich. Hat ein Tabellenprogramm die Null am Anfang gestrichen, wird sie ergänzt, und es wird gesagt.

Der Stichtag ist der Tag, auf den sich die Studie bezieht, meist der des Zensus oder des Einwohnermelderegisters. Ein Jahr genügt.

Die amtliche Einwohnerzahl ist freiwillig. Mit ihr wird die Summe der kleinräumigen Daten geprüft; die Abweichung steht im Dokument.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="50"/>
        <source>Municipality &amp;key (AGS or ARS)</source>
        <translation>Gemeinde&amp;schlüssel (AGS oder ARS)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="52"/>
        <source>&amp;Title of the study</source>
        <translation>&amp;Titel der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="54"/>
        <source>2022-05-15, 15.05.2022 or 2022</source>
        <translation>2022-05-15, 15.05.2022 oder 2022</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="55"/>
        <source>&amp;Reference date</source>
        <translation>Sti&amp;chtag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="59"/>
        <source>&amp;Language of maps and document</source>
        <translation>S&amp;prache von Karten und Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="61"/>
        <source>&amp;Official population (optional)</source>
        <translation>Amtliche &amp;Einwohnerzahl (freiwillig)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="63"/>
        <source>Office and date</source>
        <translation>Stelle und Stichtag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="64"/>
        <source>&amp;Source of the population</source>
        <translation>&amp;Quelle der Einwohnerzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="86"/>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="109"/>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="110"/>
        <source>reference date</source>
        <translation>Stichtag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="198"/>
        <source>Without it, data of the statistical offices cannot be assigned to the municipality.</source>
        <translation>Ohne ihn lassen sich Daten der statistischen Ämter der Gemeinde nicht zuordnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="202"/>
        <source>8 digits, or 12 of the regional key</source>
        <translation>8 Ziffern, oder 12 des Regionalschlüssels</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="205"/>
        <source>A zero at the beginning seems to be missing: {key} ({state})?</source>
        <translation>Am Anfang fehlt wohl eine Null: {key} ({state})?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="207"/>
        <source>Completed to {key} ({state}): a zero at the beginning was missing</source>
        <translation>Ergänzt zu {key} ({state}): Am Anfang fehlte eine Null</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/municipality_page.py" line="209"/>
        <source>{state}, municipality key {ags}</source>
        <translation>{state}, Gemeindeschlüssel {ags}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="23"/>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="24"/>
        <source>The study has been created</source>
        <translation>Die Studie ist angelegt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="25"/>
        <source>It opens when you close the wizard.</source>
        <translation>Sie wird geöffnet, wenn Sie den Assistenten schließen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="46"/>
        <source>Next comes the inventory: bring in the data the town already has, population first, because all values refer to it.</source>
        <translation>Als Nächstes folgt der Bestand: Nehmen Sie die Daten auf, die die Kommune schon hat, zuerst die Bevölkerung, denn auf sie beziehen sich alle Werte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="40"/>
        <source>{name} has been stored in {folder}.</source>
        <translation>{name} liegt im Ordner {folder}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/result_page.py" line="51"/>
        <source>Next</source>
        <translation>Wie es weitergeht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="53"/>
        <source>Which planning units shall be compared?</source>
        <translation>Welche Planungseinheiten sollen verglichen werden?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="54"/>
        <source>Every value is computed for each of them and for the whole municipality.</source>
        <translation>Jeder Wert wird für jede von ihnen und für die ganze Gemeinde berechnet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="55"/>
        <source>Planning units are what the town plans for: districts, quarters, blocks. Several levels can be kept at once; each unit then belongs to one of the next coarser level, either by a field that holds the identifier of the parent or by the largest common area.

If the layer holds smaller areas than the units (such as blocks with the number of their quarter), choose that number as identifier and let areas with the same identifier be merged.

Where there are no units, a regular grid serves: its cells are those of the census, so that census data fit exactly.</source>
        <translation>Planungseinheiten sind, wofür die Kommune plant: Bezirke, Stadtteile, Baublöcke. Mehrere Ebenen sind zugleich möglich; jede Einheit gehört dann zu einer der nächstgröberen Ebene, entweder über ein Feld mit deren Kennung oder nach der größten gemeinsamen Fläche.

Enthält der Layer kleinere Flächen als die Einheiten (etwa Blöcke mit der Nummer ihres Stadtteils), wählen Sie diese Nummer als Kennung und lassen Flächen mit gleicher Kennung zusammenfassen.

Wo es keine Einheiten gibt, dient ein regelmäßiges Raster: Seine Zellen sind die des Zensus, sodass dessen Daten genau passen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="69"/>
        <source>&amp;Add a level</source>
        <translation>Weitere E&amp;bene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="70"/>
        <source>Rem&amp;ove this level</source>
        <translation>Ebene e&amp;ntfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="81"/>
        <source>Maps and tables &amp;show</source>
        <translation>K&amp;arten und Tabellen zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="56"/>
        <source>planning units</source>
        <translation>Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="154"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="155"/>
        <source>Identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="156"/>
        <source>ha</source>
        <translation>ha</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="157"/>
        <source>Belongs to</source>
        <translation>Gehört zu</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="261"/>
        <source>There are two tabs for the level {level}: give one of them another level.</source>
        <translation>Zwei Reiter haben dieselbe Ebene ({level}): Geben Sie einem davon eine andere.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="304"/>
        <source>Examine planning units</source>
        <translation>Planungseinheiten prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="326"/>
        <source>Merge a&amp;reas</source>
        <translation>Flächen z&amp;usammenfassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/units_page.py" line="360"/>
        <source>Units: {count} · smallest {least}, on average {mean}, largest {most}</source>
        <translation>Einheiten: {count} · kleinste {least}, im Mittel {mean}, größte {most}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="57"/>
        <source>New study</source>
        <translation>Neue Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="43"/>
        <source>&amp;Create study</source>
        <translation>&amp;Studie anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="44"/>
        <source>&amp;Open study</source>
        <translation>Studie ö&amp;ffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="101"/>
        <source>The study is being created…</source>
        <translation>Die Studie wird angelegt…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="120"/>
        <source>The file {path} could not be written: {detail}</source>
        <translation>Die Datei {path} ließ sich nicht schreiben: {detail}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="147"/>
        <source>Layers found in the files: {count}. They can be chosen now.</source>
        <translation>In den Dateien gefundene Layer: {count}. Sie lassen sich jetzt auswählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="151"/>
        <source>No layers were found in: {files}.</source>
        <translation>Kein Layer gefunden in: {files}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/wizard.py" line="154"/>
        <source>The folder holds too many files; only the first ones were looked into.</source>
        <translation>Der Ordner enthält zu viele Dateien; nur die ersten wurden durchgesehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/page.py" line="196"/>
        <source>Being checked…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/page.py" line="200"/>
        <source>Still needed: {fields}.</source>
        <translation>Es fehlt noch: {fields}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/page.py" line="217"/>
        <source>Cancel stops it; nothing is kept then.</source>
        <translation>„Abbrechen“ hält den Vorgang an; dann wird nichts gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/step_list.py" line="54"/>
        <source>{step}, current step</source>
        <translation>{step}, aktueller Schritt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/step_list.py" line="55"/>
        <source>{step}, done</source>
        <translation>{step}, erledigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/step_list.py" line="74"/>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="108"/>
        <source>Inventory matrix…</source>
        <translation>Bestandsmatrix …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="42"/>
        <source>Stores a layer in the study under a role. The field mapping is a JSON object from the role&apos;s fields to QGIS expressions; fields of the same name are found without it. Geometries are reprojected and repaired; features farther from the border than the role needs are left out. Layers of services and databases are copied into the study, which works offline afterwards. Source, licence and date are printed wherever the numbers appear.</source>
        <translation>Speichert einen Layer unter einer Datenrolle in der Studie. Die Feldzuordnung ist ein JSON-Objekt von den Feldern der Rolle zu QGIS-Ausdrücken; gleichnamige Felder werden auch ohne sie gefunden. Geometrien werden umgerechnet und repariert; Objekte, die weiter von der Grenze entfernt sind, als die Rolle sie braucht, bleiben weg. Layer von Diensten und Datenbanken werden in die Studie kopiert, die danach ohne Netz auskommt. Quelle, Lizenz und Stand werden überall gedruckt, wo die Zahlen erscheinen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="90"/>
        <source>Add to what the study already has for the role</source>
        <translation>Zu den vorhandenen Daten der Rolle hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="94"/>
        <source>Number of the source within the role that is replaced</source>
        <translation>Nummer der Datenquelle innerhalb der Rolle, die ersetzt wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="95"/>
        <source>Repairs (JSON)</source>
        <translation>Reparaturen (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_layer.py" line="172"/>
        <source>{count} features left out that another source of the role already has.</source>
        <translation>{count} Objekte weggelassen, die eine andere Datenquelle der Rolle schon enthält.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="41"/>
        <source>Add inventory raster</source>
        <translation>Raster in den Bestand aufnehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="45"/>
        <source>Stores the part of a raster in and around the study area in the study, in its own grid and reference system: nothing is resampled, every value stays as it is (single precision). Several tiles of one grid are put together. Scale and offset that the raster states are applied.</source>
        <translation>Speichert den Teil eines Rasters im Planungsgebiet und um es herum in der Studie, in seinem eigenen Gitter und Bezugssystem: Nichts wird umgerechnet, jeder Wert bleibt, wie er ist (einfache Genauigkeit). Mehrere Kacheln eines Gitters werden zusammengefügt. Maßstab und Versatz, die das Raster angibt, werden angewandt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="61"/>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="65"/>
        <source>Band</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="69"/>
        <source>Further tiles of the same grid</source>
        <translation>Weitere Kacheln desselben Gitters</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="71"/>
        <source>Numbers that mean “unknown”</source>
        <translation>Zahlen, die „unbekannt“ bedeuten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="90"/>
        <source>Reference system (only if the raster states none or a wrong one)</source>
        <translation>Bezugssystem (nur wenn das Raster keines oder ein falsches angibt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="94"/>
        <source>Pixels with a value</source>
        <translation>Pixel mit Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_raster.py" line="154"/>
        <source>{title}: {count} pixels with a value stored as {role}.</source>
        <translation>{title}: {count} Pixel mit Wert als {role} gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="22"/>
        <source>Add planning units</source>
        <translation>Planungseinheiten ergänzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="26"/>
        <source>Adds a level of planning units to a study: districts, quarters, blocks or cells of a grid. Levels belong to each other: a unit to the one of the next coarser level that a field names, or else to the one with which it shares the largest area. Units of the next finer level are assigned anew by their position. Cells of a grid belong to the municipality directly.</source>
        <translation>Ergänzt eine Studie um eine Ebene von Planungseinheiten: Bezirke, Stadtteile, Baublöcke oder Zellen eines Rasters. Die Ebenen gehören zueinander: eine Einheit zu der nächstgröberen, die ein Feld nennt, sonst zu der mit der größten gemeinsamen Fläche. Einheiten der nächstfeineren Ebene werden nach ihrer Lage neu zugeordnet. Zellen eines Rasters gehören unmittelbar zur Gemeinde.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="33"/>
        <source>An identifier names one unit among all levels: where one exists already, those of the added level get its name as prefix. Indicators have values for the new units once they are computed again.</source>
        <translation>Eine Kennung bezeichnet über alle Ebenen hinweg eine einzige Einheit: Gibt es eine schon, tragen alle Kennungen der ergänzten Ebene deren Namen voran. Werte für die neuen Einheiten gibt es, sobald die Indikatoren neu berechnet sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="46"/>
        <source>Identifier of the parent unit (by position if empty)</source>
        <translation>Kennung der übergeordneten Einheit (leer: nach der Lage)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="50"/>
        <source>Show this level in maps and tables</source>
        <translation>Diese Ebene in Karten und Tabellen zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/add_units.py" line="81"/>
        <source>{count} planning units added.</source>
        <translation>Ergänzte Planungseinheiten: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="32"/>
        <source>Checks the planning units and all layers of the study: keys, hierarchy, geometries, duplicates, missing and unusual values, reach beyond the border, population, age and passports. Then says for every indicator whether it can be computed or which data it lacks. Nothing is changed.</source>
        <translation>Prüft die Planungseinheiten und alle Layer der Studie: Kennungen, Hierarchie, Geometrien, Doppelte, fehlende und ungewöhnliche Werte, Reichweite über die Grenze hinaus, Bevölkerung, Alter und Datenpässe. Sagt danach für jeden Indikator, ob er berechnet werden kann oder welche Daten fehlen. Es wird nichts verändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="146"/>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_inventory.py" line="47"/>
        <source>What was checked (JSON)</source>
        <translation>Was geprüft wurde (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="44"/>
        <source>All areas of the border layer together are the study area, or those that meet the filter. Without a border layer, give the layer of the planning units: together they are the border.</source>
        <translation>Alle Flächen des Grenzlayers zusammen sind das Untersuchungsgebiet, oder die, die den Filter erfüllen. Gibt es keinen Grenzlayer, geben Sie den Layer der Planungseinheiten an: Zusammen ergeben sie die Grenze.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="49"/>
        <source>Planning units come from a layer or from a grid. Cells of a grid are those of the census and of INSPIRE; they carry the identifier of the whole cell but are cut at the border, so that they sum up to the municipality. With an identifier of the parent unit, the next coarser level is formed from the units; further levels are added by “Add planning units”.</source>
        <translation>Planungseinheiten kommen aus einem Layer oder aus einem Raster. Dessen Zellen sind die des Zensus und von INSPIRE; sie tragen die Kennung der ganzen Zelle, sind aber an der Grenze abgeschnitten, damit ihre Summe die Gemeinde ergibt. Mit einer Kennung der übergeordneten Einheit wird aus den Einheiten die nächstgröbere Ebene gebildet; weitere Ebenen ergänzt „Planungseinheiten ergänzen“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="64"/>
        <source>Municipality key (AGS, 8 digits, or ARS, 12 digits)</source>
        <translation>Gemeindeschlüssel (AGS, 8 Ziffern, oder ARS, 12 Ziffern)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="76"/>
        <source>Identifier of the parent unit (forms the next coarser level)</source>
        <translation>Kennung der übergeordneten Einheit (bildet die nächstgröbere Ebene)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="92"/>
        <source>Only areas of the border layer with</source>
        <translation>Nur Flächen des Grenzlayers mit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/create_study.py" line="102"/>
        <source>Name of the parent unit</source>
        <translation>Name der übergeordneten Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="77"/>
        <source>Source of the official population</source>
        <translation>Quelle der amtlichen Einwohnerzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="26"/>
        <source>Import cadastre (ALKIS NAS)</source>
        <translation>Liegenschaftskataster einlesen (ALKIS NAS)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="31"/>
        <source>Reads the real estate cadastre in the exchange format NAS, versions 6.0, 7.0 and 7.1: extracts, first deliveries in several files, and answers of WFS services. Files of any size are read piece by piece. Stored are parcels with identifier and official area, and buildings with function, storeys above ground, height and year of construction.</source>
        <translation>Liest das Liegenschaftskataster im Austauschformat NAS, Versionen 6.0, 7.0 und 7.1: Bestandsdatenauszüge, Erstausstattungen in mehreren Dateien und Antworten von WFS-Diensten. Dateien jeder Größe werden Stück für Stück gelesen. Gespeichert werden Flurstücke mit Kennzeichen und amtlicher Fläche und Gebäude mit Funktion, oberirdischen Geschossen, Höhe und Baujahr.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="38"/>
        <source>Owners, persons and the land register are never read.</source>
        <translation>Eigentümer, Personen und Grundbuchangaben werden nie gelesen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="39"/>
        <source>Storeys: where the cadastre states none but a height, they are estimated (3 m per storey, rounded, at least one) and marked in the field “storeys_estimated”. Underground, planned and destroyed buildings and objects that have ceased to exist are left out and counted.</source>
        <translation>Geschosse: Nennt das Kataster keine, aber eine Höhe, werden sie geschätzt (3 m je Geschoss, gerundet, mindestens eines) und im Feld „storeys_estimated“ gekennzeichnet. Unterirdische, geplante und zerstörte Gebäude und untergegangene Objekte werden weggelassen und gezählt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="45"/>
        <source>Content: “settlement_area” stores the actual land use of the kinds residential, industrial and commercial, mixed and functionally special, “water” that of waters. What the study has for a role is replaced unless you choose to add.</source>
        <translation>Inhalt: „settlement_area“ speichert die tatsächliche Nutzung der Arten Wohnbau, Industrie und Gewerbe, gemischte Nutzung und besondere funktionale Prägung, „water“ die der Gewässer. Was die Studie für eine Rolle hat, wird ersetzt, wenn Sie nicht „hinzufügen“ wählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_alkis.py" line="58"/>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="44"/>
        <source>Import census grid</source>
        <translation>Zensusgitter importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="49"/>
        <source>Reads the grid data of the German censuses of 2022 and 2011 as they are published: CSV files, the zip archives with them, or a folder of both. Tables are recognised by their columns, whatever their files are called, and joined on the cell. Choose all tables of one census in one go: a later import takes the place of an earlier one.</source>
        <translation>Liest die Gitterdaten der Zensus 2022 und 2011, wie sie veröffentlicht sind: CSV-Dateien, die ZIP-Archive damit oder einen Ordner mit beidem. Tabellen werden an ihren Spalten erkannt, gleich wie ihre Dateien heißen, und über die Gitterzelle verbunden. Wählen Sie alle Tabellen eines Zensus auf einmal: Ein späterer Import ersetzt einen früheren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="56"/>
        <source>Population and age fill the role of the population cells; shares, means, households and dwellings that of the census rates; buildings that of the census buildings. Cells keep their exact shape. Suppressed values stay empty and are counted. Values marked as uncertain are kept; the field uncertain_fields names them.</source>
        <translation>Bevölkerung und Alter füllen die Rolle der Bevölkerungszellen; Anteile, Mittelwerte, Haushalte und Wohnungen die der Zensuswerte; Gebäude die der Gebäude nach Baujahresklassen. Die Zellen behalten ihre genaue Form. Gesperrte Werte bleiben leer und werden gezählt. Als unsicher gekennzeichnete Werte bleiben erhalten; das Feld uncertain_fields nennt sie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="63"/>
        <source>Cell size: if none is chosen, each role gets the finest cells there are. If the population in larger cells is among the files, you are told how many people are missing from the small ones.</source>
        <translation>Zellengröße: Ist keine gewählt, erhält jede Rolle die feinsten vorhandenen Zellen. Ist die Bevölkerung in größeren Zellen unter den Dateien, erfahren Sie, wie viele Menschen in den kleinen fehlen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="68"/>
        <source>Tables of buildings and tables of dwellings by heating and energy carrier have the same columns. State what they count if their files were renamed.</source>
        <translation>Tabellen der Gebäude und der Wohnungen nach Heizung und Energieträger haben dieselben Spalten. Geben Sie an, was sie zählen, wenn ihre Dateien umbenannt wurden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="81"/>
        <source>Census files (CSV or zip)</source>
        <translation>Zensusdateien (CSV oder ZIP)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="89"/>
        <source>Folder with census files</source>
        <translation>Ordner mit Zensusdateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="99"/>
        <source>Cell size</source>
        <translation>Zellengröße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_census.py" line="105"/>
        <source>What tables on heating and energy count</source>
        <translation>Was Tabellen zu Heizung und Energie zählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_citygml.py" line="21"/>
        <source>Import building model (CityGML)</source>
        <translation>Gebäudemodell einlesen (CityGML)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_citygml.py" line="26"/>
        <source>Reads the official building models LoD1 and LoD2 in CityGML 1.0 and 2.0. Choose all tiles that touch the planning area, or their folder. Stored are the footprints of the buildings with function, height, storeys and year of construction.</source>
        <translation>Liest die amtlichen Gebäudemodelle LoD1 und LoD2 in CityGML 1.0 und 2.0. Wählen Sie alle Kacheln, die das Planungsgebiet berühren, oder ihren Ordner. Gespeichert werden die Grundrisse der Gebäude mit Funktion, Höhe, Geschossen und Baujahr.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_citygml.py" line="32"/>
        <source>Footprint: the ground surface; where a model has none, its outline seen from above. Building parts are united with their building. Buildings that are in several tiles are stored once.</source>
        <translation>Grundriss: die Bodenfläche; fehlt sie im Modell, sein Umriss von oben. Gebäudeteile werden mit ihrem Gebäude vereinigt. Gebäude, die in mehreren Kacheln liegen, werden einmal gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_citygml.py" line="37"/>
        <source>Storeys: the models rarely state them. They are then estimated from the height up to the highest point of the roof (3 m per storey, rounded, at least one; of buildings with parts the mean weighted by footprint), marked in the field “storeys_estimated”, and the layer counts as estimated.</source>
        <translation>Geschosse: Die Modelle nennen sie selten. Sie werden dann aus der Höhe bis zum höchsten Punkt des Dachs geschätzt (3 m je Geschoss, gerundet, mindestens eines; bei Gebäuden mit Teilen das nach Grundfläche gewichtete Mittel) und im Feld „storeys_estimated“ gekennzeichnet; die Daten gelten dann als geschätzt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="34"/>
        <source>Import timetable (GTFS)</source>
        <translation>Fahrplan einlesen (GTFS)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="39"/>
        <source>Reads a timetable in GTFS, as transport associations and DELFI publish it, and stores the stops of the study area and its surroundings with their departures on one service day, by mode, and with their headway. Feeds of the whole country are read in pieces; they need not fit into memory.</source>
        <translation>Liest einen Fahrplan im Format GTFS, wie ihn Verkehrsverbünde und DELFI veröffentlichen, und speichert die Haltestellen des Planungsgebiets und seiner Umgebung mit ihren Abfahrten an einem Betriebstag, nach Verkehrsmitteln, und mit ihrem Takt. Datensätze für ganz Deutschland werden stückweise gelesen; sie müssen nicht in den Arbeitsspeicher passen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="45"/>
        <source>Service day: if none is given, the day is chosen among the Tuesdays, Wednesdays and Thursdays outside the school holidays that you list. Days with less than nine tenths of the trips of a full working day (the number that at least a tenth of these days reach) are left out, because they are public holidays or the timetable is not complete for them. Of the rest, the earliest day with the most frequent number of trips in the study area is taken.</source>
        <translation>Betriebstag: Ist keiner angegeben, wird er unter den Dienstagen, Mittwochen und Donnerstagen außerhalb der Schulferien gewählt, die Sie nennen. Tage mit weniger als neun Zehnteln der Fahrten eines vollen Werktags (der Zahl, die mindestens ein Zehntel dieser Tage erreicht) scheiden aus, weil sie Feiertage sind oder der Fahrplan für sie nicht vollständig ist. Von den übrigen gilt der früheste Tag mit der häufigsten Zahl von Fahrten im Planungsgebiet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="53"/>
        <source>Departures: the arrival at the last stop of a trip and stops for alighting only do not count; trips that end are in a field of their own. Departures after midnight (24:00 and later) count for the service day that the trip is scheduled for. Trips with a frequency count as often as they run. On-demand transport is counted apart.</source>
        <translation>Abfahrten: Die Ankunft an der letzten Haltestelle einer Fahrt und Halte nur zum Aussteigen zählen nicht; endende Fahrten stehen in einem eigenen Feld. Abfahrten nach Mitternacht (24:00 Uhr und später) zählen zu dem Betriebstag, für den die Fahrt eingeplant ist. Fahrten mit Taktangabe zählen so oft, wie sie verkehren. Bedarfsverkehr ist getrennt gezählt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="60"/>
        <source>Headway: 840 minutes (06:00 to 20:00) divided by half of the departures, or by those of the busier direction, for each mode; the densest is stored. With a point for each platform, it is divided by the departures of the platform.</source>
        <translation>Takt: 840 Minuten (6 bis 20 Uhr) geteilt durch die Hälfte der Abfahrten oder durch die der stärkeren Fahrtrichtung, je Verkehrsmittel; gespeichert wird der dichteste. Bei einem Punkt je Steig wird durch die Abfahrten des Steigs geteilt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="66"/>
        <source>A feed is refused if more than one in a hundred entries that matter refer to missing stops, trips, routes or services or cannot be read; fewer are left out and told.</source>
        <translation>Ein Datensatz wird abgelehnt, wenn mehr als eins von hundert maßgeblichen Einträgen auf fehlende Haltestellen, Fahrten, Linien oder Verkehrstage verweist oder nicht zu lesen ist; weniger werden ausgelassen und genannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="78"/>
        <source>Timetable (zip archive)</source>
        <translation>Fahrplan (ZIP-Archiv)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="84"/>
        <source>or folder with the unpacked timetable</source>
        <translation>oder Ordner mit dem entpackten Fahrplan</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="93"/>
        <source>Service day (for example 2022-07-05; empty: a typical working day)</source>
        <translation>Betriebstag (zum Beispiel 2022-07-05; leer: ein typischer Werktag)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="94"/>
        <source>School holidays (for example 2022-07-28..2022-09-10, 2022-10-31..2022-11-04)</source>
        <translation>Schulferien (zum Beispiel 2022-07-28..2022-09-10, 2022-10-31..2022-11-04)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="102"/>
        <source>A point for each platform instead of each stop</source>
        <translation>Ein Punkt je Steig statt je Haltestelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="108"/>
        <source>Departures of one direction for the headway</source>
        <translation>Abfahrten einer Richtung für den Takt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_gtfs.py" line="116"/>
        <source>Also stops without departures</source>
        <translation>Auch Haltestellen ohne Abfahrten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="39"/>
        <source>Import OpenStreetMap</source>
        <translation>OpenStreetMap importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="44"/>
        <source>Reads OpenStreetMap and stores its objects under the roles that their tags tell: parks, playgrounds, streets, stops, shops, schools, buildings and others. Which tags make which role stands in the catalogue file osm.yaml.</source>
        <translation>Liest OpenStreetMap und legt die Objekte unter den Datenrollen ab, die ihre Tags nennen: Parks, Spielplätze, Straßen, Haltestellen, Läden, Schulen, Gebäude und andere. Welche Tags welche Rolle ergeben, steht in der Katalogdatei osm.yaml.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="50"/>
        <source>Files: .osm.pbf and .osm, or extracts as GeoPackage, GeoJSON, Shapefile or zip archive (GDAL, QuickOSM, Geofabrik and others). Extracts of a whole state are read in bounded memory; only what lies in the planning area and the surroundings that a role needs is kept. Use complete extracts that reach beyond the area.</source>
        <translation>Dateien: .osm.pbf und .osm oder Auszüge als GeoPackage, GeoJSON, Shapefile oder Zip-Archiv (GDAL, QuickOSM, Geofabrik und andere). Auch Auszüge eines ganzen Bundeslandes werden mit begrenztem Arbeitsspeicher gelesen; behalten wird nur, was im Planungsgebiet und in der Umgebung liegt, die eine Rolle braucht. Verwenden Sie vollständige Auszüge, die über das Gebiet hinausreichen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="57"/>
        <source>Areas with restricted access or admission charge are no public green. Objects mapped twice count once. What is left out is counted and told in the data passport, as is what OpenStreetMap cannot know, such as the kind of a school. The date of the data is that of the file’s header, otherwise that of the file.</source>
        <translation>Flächen mit beschränktem Zugang oder Eintritt sind kein öffentliches Grün. Doppelt erfasste Objekte zählen einmal. Was weggelassen wird, ist gezählt und steht im Datenpass, ebenso was OpenStreetMap nicht wissen kann, etwa die Schulart. Der Datenstand ist der im Kopf der Datei genannte, sonst das Datum der Datei.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="64"/>
        <source>What the study has for a role is replaced, unless nothing is found for it or you choose to add.</source>
        <translation>Was die Studie für eine Rolle enthält, wird ersetzt, außer wenn nichts dafür gefunden wird oder Sie das Hinzufügen wählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="82"/>
        <source>OpenStreetMap files (.osm.pbf, .osm, .gpkg, .geojson, .shp or .zip)</source>
        <translation>OpenStreetMap-Dateien (.osm.pbf, .osm, .gpkg, .geojson, .shp oder .zip)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="90"/>
        <source>or all extracts of a folder</source>
        <translation>oder alle Auszüge eines Ordners</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_osm.py" line="102"/>
        <source>Roles to fill</source>
        <translation>Zu füllende Datenrollen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="29"/>
        <source>Import statistics table</source>
        <translation>Statistiktabelle importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="34"/>
        <source>Tables (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods)</source>
        <translation>Tabellen (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="39"/>
        <source>Reads municipal statistics by planning unit and year from a CSV file or spreadsheet. The header line is found below titles. Columns with a usual name are recognised; name others in the assignment, a JSON object from fields to columns.</source>
        <translation>Liest Statistik je Planungseinheit und Jahr aus einer CSV-Datei oder Tabellenkalkulation. Die Kopfzeile wird auch unter Überschriften gefunden. Spalten mit üblichem Namen werden erkannt; andere nennen Sie in der Zuordnung, einem JSON-Objekt von Feldern zu Spalten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="45"/>
        <source>Identifiers that a spreadsheet has damaged are restored. Rows without a planning unit and units without a row are told; two rows for the same unit and year are refused.</source>
        <translation>Kennungen, die eine Tabellenkalkulation beschädigt hat, werden wiederhergestellt. Zeilen ohne Planungseinheit und Einheiten ohne Zeile werden gemeldet; zwei Zeilen für dieselbe Einheit und dasselbe Jahr werden abgelehnt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="50"/>
        <source>Numbers are read in German or English spelling, whichever fits the whole column; what could mean both is asked for. Percentages are expected as 12.5, not as 0.125.</source>
        <translation>Zahlen werden in deutscher oder englischer Schreibweise gelesen, je nachdem, welche zur ganzen Spalte passt; was beides heißen könnte, wird erfragt. Prozentwerte werden als 12,5 erwartet, nicht als 0,125.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="65"/>
        <source>Assignment of columns (JSON)</source>
        <translation>Zuordnung der Spalten (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="71"/>
        <source>Decimal separator</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_statistics.py" line="78"/>
        <source>Sheet of the spreadsheet</source>
        <translation>Blatt der Tabellenkalkulation</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="25"/>
        <source>Import land-use plans (XPlanGML)</source>
        <translation>Bauleitpläne einlesen (XPlanGML)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="30"/>
        <source>Reads binding and preparatory land-use plans in the standard XPlanGML, versions 5.0 to 5.4, 6.0 and 6.1, as .gml or as .zip. Stored are the plans with name, type, stage of procedure and date; building areas with type and degree of use (site coverage, floor area ratio, full storeys); green areas; and areas for public needs. Other object types are counted and named in the log.</source>
        <translation>Liest Bebauungs- und Flächennutzungspläne im Standard XPlanGML, Versionen 5.0 bis 5.4, 6.0 und 6.1, als .gml oder .zip. Gespeichert werden die Pläne mit Name, Art, Stand des Verfahrens und Datum, Bauflächen mit Art und Maß der Nutzung (GRZ, GFZ, Vollgeschosse), Grünflächen und Gemeinbedarfsflächen. Andere Objektarten werden gezählt und im Protokoll genannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="37"/>
        <source>Degree of use: the maximum that the plan permits (GRZmax before GRZ, GFZmax before GFZ, Zmax before Zzwingend before Z). A value of 0 counts as not stated. What is missing in the plan stays empty.</source>
        <translation>Maß der Nutzung: der Höchstwert, den der Plan zulässt (GRZmax vor GRZ, GFZmax vor GFZ, Zmax vor Zzwingend vor Z). Eine 0 gilt als „keine Angabe“. Was im Plan fehlt, bleibt leer.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="42"/>
        <source>Left out and told: plans no longer in force, areas below or above ground, symbols that are only points, objects outside the planning area. Arcs become straight lines that deviate by at most 1 cm. Raster plans in an archive are named, not imported.</source>
        <translation>Weggelassen und gemeldet werden Pläne, die nicht mehr in Kraft sind, Flächen unter oder über der Geländeoberfläche, Symbole, die nur Punkte sind, und Objekte außerhalb des Planungsgebiets. Kreisbögen werden zu Geraden, die höchstens 1 cm abweichen. Rasterpläne in einem Archiv werden genannt, nicht übernommen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="48"/>
        <source>Plans in Gauß-Krüger coordinates are converted; the log states the accuracy to be expected and whether the grid BETA2007 was used.</source>
        <translation>Pläne in Gauß-Krüger-Koordinaten werden umgerechnet; das Protokoll nennt die zu erwartende Genauigkeit und ob das Gitter BETA2007 benutzt wurde.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_xplan.py" line="59"/>
        <source>Also plans no longer in force</source>
        <translation>Auch Pläne, die nicht mehr in Kraft sind</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_layer.py" line="24"/>
        <source>Remove inventory layer</source>
        <translation>Layer aus dem Bestand entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_layer.py" line="28"/>
        <source>Removes a source of the inventory from the study, with its features and its data passport. The file it came from and values that were computed from it stay; such values are marked as out of date.</source>
        <translation>Entfernt eine Datenquelle des Bestands mit ihren Objekten und ihrem Datenpass aus der Studie. Die Datei, aus der sie stammt, und daraus berechnete Werte bleiben; solche Werte gelten als veraltet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="65"/>
        <source>Number of the source within the role</source>
        <translation>Nummer der Datenquelle innerhalb der Rolle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="90"/>
        <source>Features removed</source>
        <translation>Entfernte Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_layer.py" line="58"/>
        <source>{title}: removed from {role}.</source>
        <translation>{title}: aus {role} entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="40"/>
        <source>Repair inventory</source>
        <translation>Inventar reparieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="44"/>
        <source>Repairs data that the study already holds; the files they came from stay as they are. What was changed is counted and noted in the data passport. Without a role, all data are repaired to which it applies.</source>
        <translation>Repariert Daten, die die Studie bereits enthält; die Dateien, aus denen sie stammen, bleiben unverändert. Was geändert wurde, wird gezählt und im Datenpass vermerkt. Ohne Rolle werden alle Daten repariert, für die es in Frage kommt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="62"/>
        <source>Repair</source>
        <translation>Reparatur</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="87"/>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="88"/>
        <source>Changes by source (JSON)</source>
        <translation>Änderungen je Datenquelle (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/repair_inventory.py" line="121"/>
        <source>Nothing had to be changed.</source>
        <translation>Es war nichts zu ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="44"/>
        <source>Update inventory layer</source>
        <translation>Layer des Bestands aktualisieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="48"/>
        <source>Reads a source of the inventory again, from where it came or from another layer or file, with the same field mapping, filter and repairs, and says what changed: features added, removed and changed, and sums of numbers before and after. Facts in the data passport stay, except for the date if one is given. With the preview nothing is stored.</source>
        <translation>Liest eine Datenquelle des Bestands erneut ein, von dort, woher sie kam, oder aus einem anderen Layer oder einer anderen Datei, mit derselben Feldzuordnung, demselben Filter und denselben Reparaturen, und sagt, was sich geändert hat: hinzugekommene, entfallene und geänderte Objekte und Summen der Zahlen vorher und nachher. Die Angaben im Datenpass bleiben, außer dem Stand, wenn einer angegeben ist. Mit der Vorschau wird nichts gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="70"/>
        <source>Other layer (as before if empty)</source>
        <translation>Anderer Layer (leer: wie bisher)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="76"/>
        <source>Other files, separated by semicolons (as before if empty)</source>
        <translation>Andere Dateien, durch Semikolon getrennt (leer: wie bisher)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="81"/>
        <source>New date of the data</source>
        <translation>Neuer Stand der Daten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="85"/>
        <source>Preview: compare only, store nothing</source>
        <translation>Vorschau: nur vergleichen, nichts speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="89"/>
        <source>Features added</source>
        <translation>Hinzugekommene Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="91"/>
        <source>Features changed</source>
        <translation>Geänderte Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="96"/>
        <source>Changes (JSON)</source>
        <translation>Änderungen (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="250"/>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="250"/>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="254"/>
        <source>{count} features added</source>
        <translation>{count} Objekte hinzugekommen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="255"/>
        <source>{count} features removed</source>
        <translation>{count} Objekte entfallen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="256"/>
        <source>{count} features changed</source>
        <translation>{count} Objekte geändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/update_layer.py" line="257"/>
        <source>{count} features unchanged</source>
        <translation>{count} Objekte unverändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/gml_importing.py" line="29"/>
        <source>Files (.gml, .xml or .zip)</source>
        <translation>Dateien (.gml, .xml oder .zip)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/gml_importing.py" line="37"/>
        <source>or all files of a folder</source>
        <translation>oder alle Dateien eines Ordners</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/gml_importing.py" line="48"/>
        <source>Coordinate reference system (only if the files name none)</source>
        <translation>Koordinatenbezugssystem (nur wenn die Dateien keines nennen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="127"/>
        <source>coordinate reference system {crs}</source>
        <translation>Koordinatenbezugssystem {crs}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="129"/>
        <source>axes swapped</source>
        <translation>Achsen vertauscht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="132"/>
        <source>shifted by {east} / {north}</source>
        <translation>um {east} / {north} verschoben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="135"/>
        <source>{count} copies removed</source>
        <translation>{count} Doppelte entfernt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="138"/>
        <source>{count} values emptied that mean unknown</source>
        <translation>{count} Werte geleert, die „unbekannt“ bedeuten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/layer_reading.py" line="142"/>
        <source>Repaired while reading: {repairs}.</source>
        <translation>Beim Einlesen repariert: {repairs}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="42"/>
        <source>Grid in place of a layer: size of the cells (m)</source>
        <translation>Raster anstelle eines Layers: Zellengröße (m)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="54"/>
        <source>Level of the units</source>
        <translation>Ebene der Einheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/unit_parameters.py" line="68"/>
        <source>Merge areas with the same identifier</source>
        <translation>Flächen mit gleicher Kennung zusammenfassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/matrix_page.py" line="66"/>
        <source>Copy &amp;table</source>
        <translation>Tabelle &amp;kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/navigation.py" line="59"/>
        <source>Data of the stud&amp;y</source>
        <translation>Daten der &amp;Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="76"/>
        <source>C&amp;ontact</source>
        <translation>&amp;Kontakt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/passport_page.py" line="79"/>
        <source>Not&amp;e</source>
        <translation>An&amp;merkung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/inventory/wizard.py" line="317"/>
        <source>Another step is still running; wait until it has ended.</source>
        <translation>Ein anderer Schritt läuft noch; warten Sie sein Ende ab.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="280"/>
        <source>by the largest common area</source>
        <translation>nach der größten gemeinsamen Fläche</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/new_study/level_form.py" line="283"/>
        <source>by the field {field}</source>
        <translation>laut Feld {field}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="30"/>
        <source>A study is one file (GeoPackage) with everything the strategy needs: border, planning units, data, results, goals and measures. Copy the file and the work is copied. To begin, you need the border of the municipality, or its planning units; a wizard leads through the rest.</source>
        <translation>Eine Studie ist eine Datei (GeoPackage) mit allem, was die Strategie braucht: Grenze, Planungseinheiten, Daten, Ergebnisse, Ziele und Maßnahmen. Wer die Datei kopiert, kopiert die ganze Arbeit. Zu Beginn ist die Gemeindegrenze nötig oder ein Layer der Planungseinheiten; durch den Rest führt ein Assistent.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="36"/>
        <source>Bring in the data the town already has: layers, folders, census, timetables, OpenStreetMap, plans. Each gets a role, such as public green space or stops; source, licence and date are printed wherever its numbers appear. Check the inventory, then compute the indicators: on the finest cells, summed up by population for every planning unit.</source>
        <translation>Nehmen Sie die Daten auf, die die Kommune schon hat: Layer, Ordner, Zensus, Fahrpläne, OpenStreetMap, Bauleitpläne. Alles bekommt eine Rolle, etwa öffentliche Grünfläche oder Haltestellen; Quelle, Lizenz und Stand werden überall genannt, wo die Zahlen erscheinen. Prüfen Sie den Bestand und berechnen Sie dann die Indikatoren: auf den feinsten Zellen, nach Einwohnern zusammengefasst für jede Planungseinheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="78"/>
        <source>Indicators of the study</source>
        <translation>Indikatoren der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="82"/>
        <source>&amp;Own ones only</source>
        <translation>Nur &amp;eigene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="86"/>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="113"/>
        <source>Sector</source>
        <translation>Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/ranking.py" line="64"/>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="89"/>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/checklist.py" line="26"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="107"/>
        <source>Shipped indicators stay as they are. Duplicate one to change its parameters, thresholds or names, or compute a new one from others by a formula.</source>
        <translation>Mitgelieferte Indikatoren bleiben, wie sie sind. Duplizieren Sie einen, um seine Parameter, Schwellenwerte oder Namen zu ändern, oder berechnen Sie einen neuen mit einer Formel aus anderen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="124"/>
        <source>&amp;New formula…</source>
        <translation>&amp;Neue Formel …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="125"/>
        <source>&amp;Duplicate…</source>
        <translation>&amp;Duplizieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="128"/>
        <source>E&amp;xport to spreadsheet…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="129"/>
        <source>&amp;Import from spreadsheet…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="167"/>
        <source>All sectors</source>
        <translation>Alle Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="189"/>
        <source>shipped</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="191"/>
        <source>own formula</source>
        <translation>eigene Formel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="194"/>
        <source>derived from “{title}”</source>
        <translation>abgeleitet von „{title}“</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="292"/>
        <source>Saved. Compute the indicators to get its values.</source>
        <translation>Gespeichert. Berechnen Sie die Indikatoren, um seine Werte zu erhalten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="295"/>
        <source>Save own indicator</source>
        <translation>Eigenen Indikator speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="300"/>
        <source>Remove the own indicator “{id}” with its values from the study?</source>
        <translation>Den eigenen Indikator „{id}“ mit seinen Werten aus der Studie entfernen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="311"/>
        <source>indicators.xlsx</source>
        <translation>Indikatoren.xlsx</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_indicators.py" line="27"/>
        <source>Export indicators to a spreadsheet</source>
        <translation>Indikatoren in eine Tabelle exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_indicators.py" line="24"/>
        <source>Import indicators from a spreadsheet</source>
        <translation>Indikatoren aus einer Tabelle importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="46"/>
        <source>Spreadsheets (*.xlsx *.ods *.csv)</source>
        <translation>Tabellen (*.xlsx *.ods *.csv)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/dialog.py" line="327"/>
        <source>The spreadsheet has been taken over.</source>
        <translation>Die Angaben der Tabelle wurden übernommen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="121"/>
        <source>Another step is still running; try again when it has ended.</source>
        <translation>Ein anderer Schritt läuft noch; versuchen Sie es danach noch einmal.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/choices.py" line="63"/>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/choices.py" line="63"/>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="41"/>
        <source>empty: as in German</source>
        <translation>leer: wie im Deutschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/form.py" line="42"/>
        <source>New own indicator</source>
        <translation>Neuer eigener Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/form.py" line="42"/>
        <source>Own indicator</source>
        <translation>Eigener Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="84"/>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/form.py" line="113"/>
        <source>Not saved yet. Places to correct: {count}.</source>
        <translation>Noch nicht gespeichert. Zu berichtigende Stellen: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/form.py" line="128"/>
        <source>Discard what you have entered?</source>
        <translation>Ihre Eingaben verwerfen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="338"/>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/form.py" line="131"/>
        <source>&amp;Keep editing</source>
        <translation>&amp;Weiter bearbeiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="47"/>
        <source>&amp;Formula</source>
        <translation>&amp;Formel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="52"/>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="59"/>
        <source>Values of some units</source>
        <translation>Werte einiger Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="69"/>
        <source>&amp;Formula (QGIS expression)</source>
        <translation>Formel (&amp;QGIS-Ausdruck)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="73"/>
        <source>&amp;What it may name</source>
        <translation>&amp;Was sie nennen darf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="86"/>
        <source>&amp;Insert name</source>
        <translation>Namen &amp;einfügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="87"/>
        <source>Expression &amp;builder…</source>
        <translation>Ausdruckseditor &amp;öffnen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/formula.py" line="161"/>
        <source>The study has no values yet; compute the indicators to see some here.</source>
        <translation>Die Studie hat noch keine Werte; berechnen Sie die Indikatoren, um hier einige zu sehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="92"/>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="98"/>
        <source>Begins with own_; small letters, digits and underscores.</source>
        <translation>Beginnt mit own_; kleine Buchstaben ohne Umlaute, Ziffern und Unterstriche.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="99"/>
        <source>&amp;Id</source>
        <translation>&amp;Kennung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="102"/>
        <source>Derived from</source>
        <translation>Abgeleitet von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="100"/>
        <source>&amp;Sector</source>
        <translation>&amp;Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="109"/>
        <source>It follows from the method and cannot be changed.</source>
        <translation>Sie folgt aus dem Verfahren und lässt sich nicht ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="110"/>
        <source>&amp;Unit</source>
        <translation>&amp;Einheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="112"/>
        <source>&amp;Direction</source>
        <translation>&amp;Richtung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="121"/>
        <source>Scale of the score (0 to 100 points)</source>
        <translation>Skala der Bewertung (0 bis 100 Punkte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="127"/>
        <source>Source of the scale</source>
        <translation>Quelle der Skala</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="136"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="179"/>
        <source>&amp;Parameters</source>
        <translation>&amp;Parameter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="193"/>
        <source>between {minimum} and {maximum}; shipped: {value}</source>
        <translation>zwischen {minimum} und {maximum}; mitgeliefert: {value}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="206"/>
        <source>The method has no parameters.</source>
        <translation>Das Verfahren hat keine Parameter.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="245"/>
        <source>Te&amp;xts</source>
        <translation>Te&amp;xte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="247"/>
        <source>Leave both empty for the text that follows from the rest.</source>
        <translation>Bleiben beide Felder leer, steht dort der Text, der sich aus den übrigen Angaben ergibt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="248"/>
        <source>{place}, {value} and {target} are filled in.</source>
        <translation>{place}, {value} und {target} werden ausgefüllt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="250"/>
        <source>&amp;Calculation</source>
        <translation>&amp;Rechenweg</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="251"/>
        <source>Sentence in the &amp;report</source>
        <translation>&amp;Satz im Bericht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="252"/>
        <source>&amp;Limits</source>
        <translation>&amp;Grenzen der Aussage</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="274"/>
        <source>&amp;Assignment</source>
        <translation>&amp;Zuordnung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="278"/>
        <source>Dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="279"/>
        <source>Smart City Charter</source>
        <translation>Smart-City-Charta</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/parts.py" line="280"/>
        <source>Goals of the 2030 Agenda (SDG)</source>
        <translation>Ziele der Agenda 2030 (SDG)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/thresholds.py" line="32"/>
        <source>&amp;Thresholds</source>
        <translation>&amp;Schwellenwerte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/thresholds.py" line="36"/>
        <source>Each threshold needs a source: values without one appear in no document. Needs are measured against the target.</source>
        <translation>Jeder Schwellenwert braucht eine Quelle: Werte ohne Quelle stehen in keinem Dokument. Bedarfe werden am Zielwert gemessen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/thresholds.py" line="42"/>
        <source>&amp;Add threshold</source>
        <translation>Schwellenwert &amp;hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="111"/>
        <source>Target</source>
        <translation>Zielwert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="58"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/thresholds.py" line="132"/>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/indicator_editor/thresholds.py" line="142"/>
        <source>Threshold {number}</source>
        <translation>Schwellenwert {number}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="110"/>
        <source>Edit indicators…</source>
        <translation>Indikatoren bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="22"/>
        <source>Compare levels of planning units</source>
        <translation>Raumebenen vergleichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="26"/>
        <source>Borders of planning units are a choice. This step tells for each indicator whether two levels put the people of the town in the same order: the rank correlation (Spearman) of the values of the two units that each person lives in. Below 0.7 the picture depends on the choice of units, and the values of both should be shown. A second column compares with the values of the cells themselves.</source>
        <translation>Grenzen von Planungseinheiten sind eine Wahl. Dieser Schritt sagt für jeden Indikator, ob zwei Raumebenen die Menschen der Stadt in dieselbe Rangfolge bringen: die Rangkorrelation (Spearman) der Werte der beiden Einheiten, in denen jeder Mensch wohnt. Unter 0,7 hängt das Bild von der Wahl der Einheiten ab; dann sollten die Werte beider Ebenen gezeigt werden. Eine weitere Spalte vergleicht mit den Werten der Zellen selbst.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="50"/>
        <source>First level</source>
        <translation>Erste Raumebene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="51"/>
        <source>Second level</source>
        <translation>Zweite Raumebene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="57"/>
        <source>Comparison of the levels</source>
        <translation>Vergleich der Raumebenen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_units.py" line="73"/>
        <source>The picture depends on the choice of planning units (below {limit}).</source>
        <translation>Das Bild hängt von der Wahl der Planungseinheiten ab (unter {limit}).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="36"/>
        <source>Computes indicators from the study&apos;s inventory and stores values, numerators, denominators, coverage and the record of the run. Indicators whose data are missing are listed with the reason. Those whose data, parameters and units are as they were are not computed again. A cancelled run leaves the study as it was.

Values of several reference dates stay side by side: bring in the layers of a date first, then compute for it. Maps, needs and document show the reference date of the study.</source>
        <translation>Berechnet Indikatoren aus den Bestandsdaten der Studie und speichert Werte, Zähler, Nenner, Abdeckung und das Protokoll des Rechenlaufs. Indikatoren, zu denen Daten fehlen, werden mit dem Grund genannt. Was mit unveränderten Daten, Einstellungen und Planungseinheiten schon berechnet ist, wird nicht noch einmal berechnet. Ein abgebrochener Lauf lässt die Studie, wie sie war.

Werte mehrerer Stichtage stehen nebeneinander: Bringen Sie zuerst die Layer eines Stichtags ein, dann berechnen Sie für ihn. Karten, Bedarfe und Dokument zeigen den Stichtag der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="72"/>
        <source>Own indicators of the study (ids, comma separated)</source>
        <translation>Eigene Indikatoren der Studie (Kennungen, mit Komma getrennt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="63"/>
        <source>Reference date of the data (that of the study if empty)</source>
        <translation>Stichtag der Daten (leer: Stichtag der Studie)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="73"/>
        <source>Compute all anew, also what has not changed</source>
        <translation>Alles neu berechnen, auch was sich nicht geändert hat</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compute_indicators.py" line="77"/>
        <source>Indicators that were up to date</source>
        <translation>Indikatoren, die aktuell waren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_indicators.py" line="31"/>
        <source>Writes the definitions of the indicators (not their values) into a spreadsheet: one sheet with a row per indicator, one with the parameters, one with the thresholds and one with the keys that may stand in them. Change or add rows and bring them back with “Import indicators from a spreadsheet”.

The ending decides: XLSX is one file; CSV is one file per sheet, in German with semicolons and decimal commas.</source>
        <translation>Schreibt die Festlegungen der Indikatoren (nicht ihre Werte) in eine Tabelle: ein Blatt mit einer Zeile je Indikator, eines mit den Parametern, eines mit den Schwellenwerten und eines mit den Schlüsseln, die darin stehen dürfen. Ändern oder ergänzen Sie Zeilen und holen Sie sie mit „Indikatoren aus einer Tabelle importieren“ zurück.

Die Endung entscheidet: XLSX ist eine Datei; CSV ist eine Datei je Blatt, im Deutschen mit Semikolon und Dezimalkomma.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_indicators.py" line="42"/>
        <source>Indicators (ids, comma separated; all if empty)</source>
        <translation>Indikatoren (Kennungen, mit Komma getrennt; leer: alle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_indicators.py" line="43"/>
        <source>Spreadsheet</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_indicators.py" line="50"/>
        <source>Indicators written</source>
        <translation>Geschriebene Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="33"/>
        <source>Export indicator values</source>
        <translation>Indikatorwerte ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="37"/>
        <source>Writes the values of the planning units for others: GeoPackage (with geometry), Excel, CSV or GeoJSON, chosen by the ending of the file, with sources, licences, methods and the meaning of flags.

Counts of people above 0 and below the smallest count are suppressed, and as many further ones that they do not follow from totals; so are rates of fewer than 10 persons. The values in the study stay as they are. Data on individuals belong to the statistics office: check with it before you publish.</source>
        <translation>Schreibt die Werte der Planungseinheiten zur Weitergabe: GeoPackage (mit Geometrie), Excel, CSV oder GeoJSON, je nach Endung der Datei, mit Quellen, Lizenzen, Verfahren und der Bedeutung der Hinweise.

Personenzahlen über 0 und unter der kleinsten Zahl werden unterdrückt, dazu so viele weitere, dass sie sich nicht aus Summen ergeben; ebenso Anteile von weniger als 10 Personen. Die Werte in der Studie bleiben, wie sie sind. Einzeldaten gehören in die Statistikstelle: Stimmen Sie sich mit ihr ab, bevor Sie veröffentlichen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="54"/>
        <source>Levels of planning units (all if none is chosen)</source>
        <translation>Raumebenen (alle, wenn keine gewählt ist)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="65"/>
        <source>Smallest count that is shown (0: no suppression)</source>
        <translation>Kleinste Zahl, die gezeigt wird (0: keine Unterdrückung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="71"/>
        <source>Round counts to multiples of 5</source>
        <translation>Zahlen auf Vielfache von 5 runden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="75"/>
        <source>Semicolon, decimal comma (German Excel)</source>
        <translation>Semikolon, Dezimalkomma (deutsches Excel)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="76"/>
        <source>Semicolon, decimal point</source>
        <translation>Semikolon, Dezimalpunkt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="77"/>
        <source>Comma, decimal point (RFC 4180)</source>
        <translation>Komma, Dezimalpunkt (RFC 4180)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="79"/>
        <source>Form of a CSV file</source>
        <translation>Form einer CSV-Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="84"/>
        <source>Exported values</source>
        <translation>Ausgegebene Werte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="88"/>
        <source>Values exported</source>
        <translation>Ausgegebene Werte (Anzahl)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="89"/>
        <source>Values suppressed</source>
        <translation>Unterdrückte Werte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_values.py" line="114"/>
        <source>{count} values are suppressed because of small numbers.</source>
        <translation>{count} Werte sind wegen kleiner Zahlen unterdrückt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_indicators.py" line="28"/>
        <source>Reads a spreadsheet that “Export indicators to a spreadsheet” has written and you have edited (XLSX, ODS, or any one of the CSV files). New rows whose id begins with own_ become own indicators; a changed row of a shipped indicator becomes an own one derived from it, the shipped one stays. Rows that are missing change nothing.

Everything is checked first: if anything is wrong, every place is listed with sheet, row and column, and nothing is stored.</source>
        <translation>Liest eine Tabelle, die „Indikatoren in eine Tabelle exportieren“ geschrieben hat und die Sie bearbeitet haben (XLSX, ODS oder eine beliebige der CSV-Dateien). Neue Zeilen, deren Kennung mit own_ beginnt, werden eigene Indikatoren; aus der geänderten Zeile eines mitgelieferten Indikators wird ein davon abgeleiteter eigener, der mitgelieferte bleibt. Fehlende Zeilen ändern nichts.

Zuerst wird alles geprüft: Stimmt etwas nicht, wird jede Stelle mit Blatt, Zeile und Spalte genannt, und nichts wird gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_own_indicator.py" line="35"/>
        <source>Own indicators stored</source>
        <translation>Gespeicherte eigene Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="118"/>
        <source>The spreadsheet says what the study says; nothing was changed.</source>
        <translation>Die Tabelle sagt dasselbe wie die Studie; nichts wurde geändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_indicators.py" line="79"/>
        <source>Sheet “{sheet}”, row {row}, column “{column}”</source>
        <translation>Blatt „{sheet}“, Zeile {row}, Spalte „{column}“</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="27"/>
        <source>Change of an indicator</source>
        <translation>Veränderung eines Indikators</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="31"/>
        <source>Makes a layer of the planning units with the values of two reference dates, their difference and what it means, and from three dates on the trend per year (Theil–Sen) with its p value (Mann–Kendall). What makes a comparison doubtful is flagged: another method, other parameters or data, other borders, another coverage, few people.</source>
        <translation>Erstellt einen Layer der Planungseinheiten mit den Werten zweier Stichtage, ihrer Differenz und deren Bedeutung, ab drei Stichtagen auch mit dem Trend je Jahr (Theil–Sen) und seinem p-Wert (Mann–Kendall). Was einen Vergleich fraglich macht, ist vermerkt: anderes Verfahren, andere Einstellungen oder Daten, andere Grenzen, andere Abdeckung, wenige Menschen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="46"/>
        <source>From reference date (the first if empty)</source>
        <translation>Von Stichtag (leer: der erste)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="48"/>
        <source>To reference date (the last if empty)</source>
        <translation>Bis Stichtag (leer: der letzte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="53"/>
        <source>Change of the planning units</source>
        <translation>Veränderung der Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="73"/>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/indicator_change.py" line="74"/>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_own_indicator.py" line="21"/>
        <source>Remove own indicator</source>
        <translation>Eigenen Indikator entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_own_indicator.py" line="25"/>
        <source>Removes one of the town&apos;s own indicators from the study, with its values. Shipped indicators cannot be removed, nor one that a formula or a goal still names.</source>
        <translation>Entfernt einen eigenen Indikator der Kommune samt seinen Werten aus der Studie. Mitgelieferte Indikatoren lassen sich nicht entfernen, auch keiner, den eine Formel oder ein Ziel noch nennt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/remove_own_indicator.py" line="34"/>
        <source>Own indicator (id)</source>
        <translation>Eigener Indikator (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/people_parameters.py" line="26"/>
        <source>Where the people of a cell live (as set in the study if nothing is chosen)</source>
        <translation>Wo die Menschen einer Zelle wohnen (ohne Auswahl wie in der Studie eingestellt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/people_parameters.py" line="34"/>
        <source>Calibrate counts to the official population (as set in the study if nothing is chosen)</source>
        <translation>Personenzahlen an die amtliche Einwohnerzahl anpassen (ohne Auswahl wie in der Studie eingestellt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/people_parameters.py" line="37"/>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/people_parameters.py" line="37"/>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="204"/>
        <source>Live: need (planning units) – not saved</source>
        <translation>Live: Bedarf (Planungseinheiten) – Spielstand, nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="206"/>
        <source>Live: need (cells) – not saved</source>
        <translation>Live: Bedarf (Zellen) – Spielstand, nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="207"/>
        <source>A state of play, not saved: the need (100 minus the index, 0 to 100) by the weights that stand in the live panel right now. The darker, the greater the need. Do not quote it: save the weights as a scheme and assess the needs by it first. Hatched places are unknown because too little is known of them.</source>
        <translation>Spielstand, nicht gespeichert: der Bedarf (100 minus Index, 0 bis 100) nach den Gewichten, die gerade im Live-Bedienfeld eingestellt sind. Je dunkler, desto größer der Bedarf. Nicht zitieren: Speichern Sie die Gewichte vorher als Schema und bewerten Sie die Bedarfe damit. Schraffiert ist, wo zu wenig bekannt ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="213"/>
        <source>Played from the scheme “{scheme}” of the study {path}, reference date {date}</source>
        <translation>Gespielt vom Schema „{scheme}“ der Studie {path} aus, Stichtag {date}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="216"/>
        <source>Place id</source>
        <translation>Kennung des Ortes</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="218"/>
        <source>Population</source>
        <translation>Einwohner</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="219"/>
        <source>Need (0–100), not saved</source>
        <translation>Bedarf (0–100), nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="45"/>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/chart.py" line="222"/>
        <source>Need (not saved)</source>
        <translation>Bedarf (nicht gespeichert)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="91"/>
        <source>Here without values: {count}</source>
        <translation>Hier ohne Werte: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="93"/>
        <source>Indicators without values at these places; the others take their weight:</source>
        <translation>Indikatoren ohne Werte an diesen Orten; ihr Gewicht geht auf die anderen über:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="126"/>
        <source>Sche&amp;me</source>
        <translation>Sche&amp;ma</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="35"/>
        <source>&amp;Places</source>
        <translation>&amp;Orte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="148"/>
        <source>Reading scores …</source>
        <translation>Punktwerte werden gelesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="180"/>
        <source>Read again</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="183"/>
        <source>&amp;Inside the sectors</source>
        <translation>&amp;Innerhalb der Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="185"/>
        <source>&amp;Between the sectors</source>
        <translation>Z&amp;wischen den Handlungsfeldern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="198"/>
        <source>Choose a unit by clicking on the map</source>
        <translation>Einheit durch Klick in die Karte wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="202"/>
        <source>Show the unit on the map</source>
        <translation>Einheit in der Karte zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="205"/>
        <source>Ranking</source>
        <translation>Rangliste</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="216"/>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="221"/>
        <source>Undo the last move</source>
        <translation>Letzten Zug zurücknehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="222"/>
        <source>Redo the last move</source>
        <translation>Zug wiederherstellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="217"/>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="224"/>
        <source>Back to the weights of the stored scheme</source>
        <translation>Zurück zu den Gewichten des gespeicherten Schemas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/page.py" line="225"/>
        <source>Save as &amp;scheme…</source>
        <translation>Als &amp;Schema speichern…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="212"/>
        <source>Live weighting</source>
        <translation>Live-Gewichtung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="179"/>
        <source>Scores or schemes of the study have changed since they were read.</source>
        <translation>Punktwerte oder Schemata der Studie haben sich seit dem Einlesen geändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="190"/>
        <source>No study is open.</source>
        <translation>Es ist keine Studie geöffnet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/sliders.py" line="70"/>
        <source>Weight of {name}</source>
        <translation>Gewicht von {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="305"/>
        <source>Combination</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="310"/>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="366"/>
        <source>The study cannot be written to.</source>
        <translation>In die Studie kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="416"/>
        <source>The live layer has been removed from the project.</source>
        <translation>Der Live-Layer wurde aus dem Projekt entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="417"/>
        <source>Show it again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/panel.py" line="435"/>
        <source>Cells in which people live</source>
        <translation>Bewohnte Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="34"/>
        <source>Need</source>
        <translation>Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/ranking.py" line="70"/>
        <source>Rank: 1 is the greatest need</source>
        <translation>Rang: 1 ist der größte Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/ranking.py" line="72"/>
        <source>By how many ranks the unit has become more (▲) or less (▼) urgent</source>
        <translation>Um wie viele Ränge die Einheit dringlicher (▲) oder weniger dringlich (▼) geworden ist</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="71"/>
        <source>too few people for a need that may be shown</source>
        <translation>zu wenige Einwohner, um einen Bedarf zu zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="73"/>
        <source>need unknown: too little is known here</source>
        <translation>Bedarf unbekannt: Hier ist zu wenig bekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/ranking.py" line="112"/>
        <source>rank {rank}, need {need} of 100</source>
        <translation>Rang {rank}, Bedarf {need} von 100</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/ranking.py" line="114"/>
        <source>rank {rank} by the stored scheme</source>
        <translation>nach dem gespeicherten Schema Rang {rank}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="37"/>
        <source>Ranking of the planning units</source>
        <translation>Rangliste der Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/saving.py" line="38"/>
        <source>{scheme}, played</source>
        <translation>{scheme}, gespielt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/saving.py" line="63"/>
        <source>Save as scheme</source>
        <translation>Als Schema speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/saving.py" line="42"/>
        <source>Name of the new scheme; the present one stays as it is:</source>
        <translation>Name des neuen Schemas; das bisherige bleibt, wie es ist:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/saving.py" line="50"/>
        <source>Another step is running; try again when it has ended.</source>
        <translation>Ein anderer Schritt läuft noch; versuchen Sie es danach noch einmal.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/saving.py" line="70"/>
        <source>Stored as scheme “{scheme}”. It is not in force yet.</source>
        <translation>Als Schema „{scheme}“ gespeichert. Es ist noch nicht in Kraft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/sliders.py" line="126"/>
        <source>Let the weight go again</source>
        <translation>Gewicht wieder freigeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/sliders.py" line="128"/>
        <source>Hold the weight</source>
        <translation>Gewicht festhalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/sliders.py" line="135"/>
        <source>Hide indicators</source>
        <translation>Indikatoren ausblenden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/sliders.py" line="135"/>
        <source>Show indicators</source>
        <translation>Indikatoren zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="28"/>
        <source>Why the unit stands where it does</source>
        <translation>Warum die Einheit an dieser Stelle steht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="36"/>
        <source>Select a unit in the ranking or on the map.</source>
        <translation>Wählen Sie eine Einheit in der Rangliste oder in der Karte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="43"/>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="262"/>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="45"/>
        <source>Contribution</source>
        <translation>Beitrag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="56"/>
        <source>Possible gain</source>
        <translation>Möglicher Gewinn</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="75"/>
        <source>Index {index} of 100, need {need}, rank {rank}</source>
        <translation>Index {index} von 100, Bedarf {need}, Rang {rank}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="100"/>
        <source>Score: 100 is best. Possible gain: by how many points the index would rise if this indicator alone were perfect.</source>
        <translation>Punkte: 100 ist am besten. Möglicher Gewinn: um so viele Punkte stiege der Index, wenn allein dieser Indikator die volle Punktzahl hätte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="108"/>
        <source>Only with arithmetic means do the contributions add up to the index; otherwise they show proportions.</source>
        <translation>Nur bei arithmetischen Mitteln ergeben die Beiträge zusammen den Index; sonst zeigen sie Verhältnisse.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/live_panel/why.py" line="114"/>
        <source>Means over the people of the cells in the unit.</source>
        <translation>Mittelwerte über die Menschen der Zellen in der Einheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_model.py" line="140"/>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="114"/>
        <source>Interactions of goals and measures</source>
        <translation>Wechselwirkungen von Zielen und Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="130"/>
        <source>Effect of measures on goals</source>
        <translation>Wirkung der Maßnahmen auf die Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="131"/>
        <source>Effect of goals on goals</source>
        <translation>Wirkung der Ziele aufeinander</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="132"/>
        <source>&amp;Same in both directions</source>
        <translation>In beide &amp;Richtungen gleich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="135"/>
        <source>Judge A on B and B on A together; earlier judgements stay as they are.</source>
        <translation>A auf B und B auf A zusammen bewerten; frühere Bewertungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="85"/>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="86"/>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="148"/>
        <source>&amp;Copy as CSV</source>
        <translation>Als CSV &amp;kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="173"/>
        <source>Judge how a row affects a column: keys 2, 1, 0, and −1, −2 by the minus key first; Delete takes a judgement back. ▼ conflict, ▲ synergy, ✎ with a rationale. Figures in brackets are suggestions from the register and are never stored by themselves.</source>
        <translation>Bewerten Sie, wie eine Zeile auf eine Spalte wirkt: Tasten 2, 1, 0, für −1 und −2 zuerst die Minustaste; Entf nimmt eine Bewertung zurück. ▼ Konflikt, ▲ Synergie, ✎ mit Begründung. Zahlen in Klammern sind Vorschläge aus dem Register und werden nie von selbst gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="184"/>
        <source>&amp;Rationale</source>
        <translation>&amp;Begründung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="184"/>
        <source>&amp;Judged by</source>
        <translation>Bewertet &amp;von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="258"/>
        <source>{judged} of {possible} pairs are judged.</source>
        <translation>{judged} von {possible} Paaren sind bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="336"/>
        <source>Judgements have not been saved. Discard them?</source>
        <translation>Bewertungen sind noch nicht gespeichert. Verwerfen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_dialog.py" line="339"/>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_model.py" line="138"/>
        <source>Suggested because the register names this goal; not stored.</source>
        <translation>Vorschlag, weil das Register dieses Ziel nennt; nicht gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_model.py" line="148"/>
        <source>Sum: the cross-cutting effect</source>
        <translation>Summe: die Querschnittswirkung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/relations_model.py" line="194"/>
        <source>{row} on {column}</source>
        <translation>{row} auf {column}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="32"/>
        <source>the lowest (strict)</source>
        <translation>die kleinste (streng)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="33"/>
        <source>geometric mean (soft)</source>
        <translation>geometrisches Mittel (weich)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="34"/>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="41"/>
        <source>need (100 − score)</source>
        <translation>Bedarf (100 − Punkte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="42"/>
        <source>good values (score)</source>
        <translation>gute Werte (Punkte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="43"/>
        <source>value between two ends</source>
        <translation>Wert zwischen zwei Enden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="50"/>
        <source>share of the area (0 to 1)</source>
        <translation>Anteil der Fläche (0 bis 1)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="51"/>
        <source>metres</source>
        <translation>Meter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="52"/>
        <source>features</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="60"/>
        <source>Operand {key}</source>
        <translation>Seite {key}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="82"/>
        <source>0 at</source>
        <translation>0 bei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="83"/>
        <source>1 at</source>
        <translation>1 bei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="94"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="96"/>
        <source>Read as</source>
        <translation>Gelesen als</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="97"/>
        <source>Membership</source>
        <translation>Zugehörigkeit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="162"/>
        <source>Operand {key} needs two different numbers as the ends of its scale.</source>
        <translation>Seite {key} braucht zwei verschiedene Zahlen als Enden ihrer Skala.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="175"/>
        <source>&amp;Active</source>
        <translation>&amp;Eingeschaltet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="193"/>
        <source>T&amp;hreshold of every operand</source>
        <translation>Sch&amp;welle jeder Seite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="194"/>
        <source>&amp;Severity is</source>
        <translation>Als S&amp;chwere gilt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="197"/>
        <source>&amp;Reason and what follows</source>
        <translation>&amp;Begründung und was daraus folgt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rule_form.py" line="205"/>
        <source>A rule needs a title and a reason.</source>
        <translation>Eine Regel braucht einen Titel und eine Begründung.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="43"/>
        <source>Rules for conflicts and synergies</source>
        <translation>Regeln für Konflikte und Synergien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="64"/>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="60"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="40"/>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="73"/>
        <source>&amp;New rule from this one</source>
        <translation>&amp;Neue Regel aus dieser</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="199"/>
        <source>Reset to &amp;default</source>
        <translation>Auf &amp;Vorgabe zurücksetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="95"/>
        <source>A rule holds where each of its operands reaches the threshold. Conflicts are hints for weighing interests, no bans. What you change holds in this study; evaluate the rules again afterwards.</source>
        <translation>Eine Regel gilt, wo jede ihrer Seiten die Schwelle erreicht. Konflikte sind Hinweise für die Abwägung, keine Verbote. Was Sie ändern, gilt in dieser Studie; werten Sie die Regeln danach neu aus.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="155"/>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="155"/>
        <source>Synergy</source>
        <translation>Synergie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="162"/>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="166"/>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="170"/>
        <source>checkable</source>
        <translation>prüfbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="170"/>
        <source>lacks data</source>
        <translation>Daten fehlen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="199"/>
        <source>&amp;Remove own rule</source>
        <translation>Eigene Regel &amp;entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="212"/>
        <source>The study has data for all operands of {rule}.</source>
        <translation>Die Studie hat Daten für alle Seiten von {rule}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="250"/>
        <source>Remove the own rule {rule}?</source>
        <translation>Eigene Regel {rule} entfernen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="279"/>
        <source>Saved ({count}). Evaluate the rules again to bring the map up to date.</source>
        <translation>Gespeichert ({count}). Werten Sie die Regeln neu aus, damit die Karte stimmt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="283"/>
        <source>Rules have not been saved. Discard the changes?</source>
        <translation>Regeln sind noch nicht gespeichert. Änderungen verwerfen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="289"/>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/rules_dialog.py" line="290"/>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="46"/>
        <source>Points of those involved</source>
        <translation>Punkte der Beteiligten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="51"/>
        <source>A&amp;dd person or group…</source>
        <translation>Person oder Gruppe hinzu&amp;fügen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="82"/>
        <source>Remo&amp;ve</source>
        <translation>E&amp;ntfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="80"/>
        <source>the points of at least one person or group</source>
        <translation>die Punkte mindestens einer Person oder Gruppe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="82"/>
        <source>100 points in all from {names}</source>
        <translation>zusammen 100 Punkte von {names}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="30"/>
        <source>Belongs to the index</source>
        <translation>Teil des Index</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="96"/>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="107"/>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="127"/>
        <source>Add everybody who takes part; then let each distribute 100 points.</source>
        <translation>Fügen Sie alle Beteiligten hinzu; dann verteilt jede und jeder 100 Punkte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="129"/>
        <source>Every column must add up to 100.</source>
        <translation>Jede Spalte muss zusammen 100 ergeben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="131"/>
        <source>All have distributed 100 points; the mean counts, everybody the same.</source>
        <translation>Alle haben 100 Punkte verteilt; es zählt das Mittel, alle gleich viel.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/budget_panel.py" line="168"/>
        <source>Who distributes the points? A group or a role says enough (such as “Council”).</source>
        <translation>Wer verteilt die Punkte? Eine Gruppe oder Funktion genügt (etwa „Stadtrat“).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="270"/>
        <source>Add person or group</source>
        <translation>Person oder Gruppe hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="34"/>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="35"/>
        <source>What belongs to the index?</source>
        <translation>Was gehört zum Index?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="36"/>
        <source>Few indicators that say something different each are better than many.</source>
        <translation>Wenige Indikatoren, die je etwas anderes sagen, sind besser als viele.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="37"/>
        <source>Tick the indicators that make the index. Space ticks the one that is looked at. Indicators whose values hardly differ count the same thing twice; keep one of them. A scale of the town’s own takes the place of the catalogue’s; it also lets an indicator count that is neither good nor bad by itself.</source>
        <translation>Haken Sie die Indikatoren an, die den Index bilden. Die Leertaste setzt den Haken. Indikatoren, deren Werte sich kaum unterscheiden, zählen dasselbe doppelt; behalten Sie einen davon. Eine eigene Skala tritt an die Stelle der Skala des Katalogs; mit ihr kann auch ein Indikator zählen, der an sich weder gut noch schlecht ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="64"/>
        <source>at least one indicator</source>
        <translation>mindestens ein Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="114"/>
        <source>“{one}” and “{other}” hardly differ here (r = {r}): the same thing counts twice. Take one of them out, or give both less weight.</source>
        <translation>„{one}“ und „{other}“ unterscheiden sich hier kaum (r = {r}): Dasselbe zählt doppelt. Nehmen Sie eines heraus oder geben Sie beiden weniger Gewicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/choice_page.py" line="126"/>
        <source>{count} more pairs hardly differ.</source>
        <translation>{count} weitere Paare unterscheiden sich kaum.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="31"/>
        <source>Compare assessment schemes</source>
        <translation>Bewertungsschemata vergleichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="33"/>
        <source>Planning unit</source>
        <translation>Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="40"/>
        <source>First: rank</source>
        <translation>Erstes: Rang</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="41"/>
        <source>Second: rank</source>
        <translation>Zweites: Rang</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="42"/>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="43"/>
        <source>First: need</source>
        <translation>Erstes: Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="44"/>
        <source>Second: need</source>
        <translation>Zweites: Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="47"/>
        <source>Ranks by two schemes</source>
        <translation>Ränge nach zwei Schemata</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="63"/>
        <source>&amp;First:</source>
        <translation>&amp;Erstes:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="64"/>
        <source>&amp;Second:</source>
        <translation>&amp;Zweites:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="104"/>
        <source>Being compared…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="116"/>
        <source>changes</source>
        <translation>wechselt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="150"/>
        <source>Too few units have an index by both schemes, or all have the same one.</source>
        <translation>Zu wenige Einheiten haben nach beiden Schemata einen Index, oder alle haben denselben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="153"/>
        <source>Rank correlation (Spearman) {rho}: the order is nearly the same.</source>
        <translation>Rangkorrelation (Spearman) {rho}: Die Reihenfolge ist fast dieselbe.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="155"/>
        <source>Rank correlation (Spearman) {rho}: the order is similar.</source>
        <translation>Rangkorrelation (Spearman) {rho}: Die Reihenfolge ist ähnlich.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="157"/>
        <source>Rank correlation (Spearman) {rho}: the order differs clearly.</source>
        <translation>Rangkorrelation (Spearman) {rho}: Die Reihenfolge ist deutlich anders.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="159"/>
        <source>{count} of {total} planning units change their class of need.</source>
        <translation>{count} von {total} Planungseinheiten wechseln ihre Bedarfsklasse.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/compare_dialog.py" line="160"/>
        <source>Rank 1 is the greatest need; ▲ means more urgent by the second scheme.</source>
        <translation>Rang 1 ist der größte Bedarf; ▲ heißt: nach dem zweiten Schema dringlicher.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="31"/>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="32"/>
        <source>Equal</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="33"/>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="37"/>
        <source>Weights that follow from the data</source>
        <translation>Gewichte, die aus den Daten folgen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="39"/>
        <source>To compare only. These weights follow from how the numbers happen to be spread and say nothing about what matters to the town; a council cannot justify them. PCA: principal components; BoD (benefit of the doubt): every place with the weights that suit it best, on average.</source>
        <translation>Nur zum Vergleich. Diese Gewichte folgen daraus, wie die Zahlen zufällig streuen, und sagen nichts darüber, was der Stadt wichtig ist; ein Rat kann sie nicht begründen. PCA: Hauptkomponenten; BoD (Benefit of the Doubt): im Mittel der Gewichte, die jedem Ort am günstigsten sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/data_weights_table.py" line="63"/>
        <source>Nothing here has values.</source>
        <translation>Hier hat nichts Werte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="42"/>
        <source>O&amp;wn scale…</source>
        <translation>Ei&amp;gene Skala …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="44"/>
        <source>Scale of the &amp;catalogue</source>
        <translation>S&amp;kala des Katalogs</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="57"/>
        <source>&amp;Scores by</source>
        <translation>&amp;Punkte nach</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_tree.py" line="31"/>
        <source>Indicators of the index</source>
        <translation>Indikatoren des Index</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="76"/>
        <source>Tick what belongs to the index. Numbers say for how many planning units and inhabited cells there is a value. Grey ones cannot be chosen; look at one to read why.</source>
        <translation>Haken Sie an, was zum Index gehört. Die Zahlen sagen, für wie viele Planungseinheiten und bewohnte Zellen es einen Wert gibt. Graue lassen sich nicht wählen; wenn Sie einen ansehen, lesen Sie, warum.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="86"/>
        <source>Not computed yet: compute it in the step “Inventory”.</source>
        <translation>Noch nicht berechnet: Berechnen Sie ihn im Schritt „Bestandsaufnahme“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="96"/>
        <source>No planning unit has a value.</source>
        <translation>Keine Planungseinheit hat einen Wert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="103"/>
        <source>{count} of {total} planning units: {low} to {high}, median {median}</source>
        <translation>{count} von {total} Planungseinheiten: {low} bis {high}, Median {median}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="119"/>
        <source>Own scale: {scale}.</source>
        <translation>Eigene Skala: {scale}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="127"/>
        <source>Catalogue: {scale}. Source: {source} ({status}).</source>
        <translation>Katalog: {scale}. Quelle: {source} ({status}).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="128"/>
        <source>status unknown</source>
        <translation>Status unbekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="132"/>
        <source>This indicator describes a place and is neither good nor bad. To let it count, give it a scale of the town’s own.</source>
        <translation>Dieser Indikator beschreibt einen Ort und ist weder gut noch schlecht. Damit er zählt, geben Sie ihm eine eigene Skala.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="145"/>
        <source>as the scheme: {name}</source>
        <translation>wie das Schema: {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="168"/>
        <source>More is better.</source>
        <translation>Mehr ist besser.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="169"/>
        <source>Less is better.</source>
        <translation>Weniger ist besser.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="170"/>
        <source>Neither too little nor too much is good.</source>
        <translation>Weder zu wenig noch zu viel ist gut.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_panel.py" line="171"/>
        <source>Neither good nor bad by itself.</source>
        <translation>An sich weder gut noch schlecht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_tree.py" line="35"/>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="55"/>
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_tree.py" line="56"/>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_tree.py" line="92"/>
        <source>needs a scale</source>
        <translation>braucht Skala</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/indicator_tree.py" line="96"/>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/map_preview.py" line="53"/>
        <source>Preview map of the need</source>
        <translation>Vorschaukarte des Bedarfs</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/map_preview.py" line="113"/>
        <source>Need (0–100), darker is more</source>
        <translation>Bedarf (0–100), dunkler ist mehr</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="56"/>
        <source>equally important</source>
        <translation>gleich wichtig</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="57"/>
        <source>somewhat more</source>
        <translation>etwas wichtiger</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="58"/>
        <source>clearly more</source>
        <translation>deutlich wichtiger</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="59"/>
        <source>much more</source>
        <translation>viel wichtiger</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="60"/>
        <source>extremely more</source>
        <translation>weitaus wichtiger</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="79"/>
        <source>Answers of</source>
        <translation>Antworten von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="81"/>
        <source>A&amp;dd…</source>
        <translation>Hinzu&amp;fügen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="97"/>
        <source>&amp;Answer so</source>
        <translation>&amp;So antworten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="124"/>
        <source>Administration</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="135"/>
        <source>{count} answers of {name}</source>
        <translation>{count} Antworten von {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="157"/>
        <source>please choose</source>
        <translation>bitte wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="215"/>
        <source>There is nothing to compare here.</source>
        <translation>Hier gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="217"/>
        <source>Answer every pair; then you see whether the answers fit together.</source>
        <translation>Beantworten Sie jedes Paar; dann sehen Sie, ob die Antworten zusammenpassen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="220"/>
        <source>Too many to compare in pairs: no consistency ratio is known for so many.</source>
        <translation>Zu viele für einen Paarvergleich: Für so viele ist kein Konsistenzverhältnis bekannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="228"/>
        <source>Consistency ratio {ratio}: the answers fit together (below {limit}).</source>
        <translation>Konsistenzverhältnis {ratio}: Die Antworten passen zusammen (unter {limit}).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="232"/>
        <source>Consistency ratio {ratio}: the answers contradict each other.</source>
        <translation>Konsistenzverhältnis {ratio}: Die Antworten widersprechen sich.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="236"/>
        <source>What fits worst: “{one}” and “{other}”. “{answer}” would fit.</source>
        <translation>Am wenigsten passt: „{one}“ und „{other}“. „{answer}“ würde passen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="250"/>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="251"/>
        <source>yellow</source>
        <translation>gelb</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="252"/>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="268"/>
        <source>Who answers? A group or a role says enough (such as “Council”).</source>
        <translation>Wer antwortet? Eine Gruppe oder Funktion genügt (etwa „Stadtrat“).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="37"/>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="39"/>
        <source>Each run makes the index in another way that can be justified just as well.</source>
        <translation>Jeder Lauf bildet den Index auf eine andere Art, die sich ebenso gut begründen lässt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="42"/>
        <source>&amp;Start number</source>
        <translation>&amp;Startzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="44"/>
        <source>The same number gives the same runs again.</source>
        <translation>Dieselbe Zahl ergibt wieder dieselben Läufe.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="46"/>
        <source>&amp;Weights vary by ±</source>
        <translation>&amp;Gewichte schwanken um ±</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="47"/>
        <source>&amp;Goalposts vary by ±</source>
        <translation>E&amp;ckwerte schwanken um ±</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="49"/>
        <source>“&amp;Top” are the first</source>
        <translation>Z&amp;u den Ersten gehören</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="51"/>
        <source>For each place you see in how many runs it is among them.</source>
        <translation>Für jeden Ort sehen Sie, in wie vielen Läufen er dazugehört.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="59"/>
        <source>Leave out one indicator at a time</source>
        <translation>Je einen Indikator weglassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="145"/>
        <source>Scores by</source>
        <translation>Punkte nach</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="147"/>
        <source>Between the fields of action</source>
        <translation>Zwischen den Handlungsfeldern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="122"/>
        <source>a way to make scores</source>
        <translation>ein Weg zu Punkten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/plan_form.py" line="124"/>
        <source>a way to combine the fields of action</source>
        <translation>ein Weg, die Handlungsfelder zu verbinden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="68"/>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="40"/>
        <source>Ran&amp;king</source>
        <translation>&amp;Rangfolge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="42"/>
        <source>Indicator and value</source>
        <translation>Indikator und Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="49"/>
        <source>Why this unit stands where it does</source>
        <translation>Warum diese Einheit dort steht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="52"/>
        <source>Wh&amp;y?</source>
        <translation>War&amp;um?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="68"/>
        <source>The ranking appears as soon as the weights are complete.</source>
        <translation>Die Rangfolge erscheint, sobald die Gewichte vollständig sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="77"/>
        <source>Rank 1 is the greatest need. ▲ more urgent, ▼ less urgent than with equal weights.</source>
        <translation>Rang 1 ist der größte Bedarf. ▲ dringlicher, ▼ weniger dringlich als mit gleichen Gewichten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="81"/>
        <source>Without a rank: {count} (gaps, or too few inhabitants).</source>
        <translation>Ohne Rang: {count} (Lücken oder zu wenige Einwohner).</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="84"/>
        <source>{count} more are not listed here.</source>
        <translation>{count} weitere sind hier nicht aufgeführt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="94"/>
        <source>Choose a planning unit in the ranking.</source>
        <translation>Wählen Sie in der Rangfolge eine Planungseinheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="100"/>
        <source>{unit}: too few inhabitants for numbers.</source>
        <translation>{unit}: zu wenige Einwohner für Zahlen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="114"/>
        <source>{score} (estimated)</source>
        <translation>{score} (geschätzt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="130"/>
        <source>{unit}: {score} of 100 points. By field of action: {parts}.</source>
        <translation>{unit}: {score} von 100 Punkten. Nach Handlungsfeld: {parts}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="135"/>
        <source>Gain: by so many points the index would rise if this indicator alone were perfect.</source>
        <translation>Gewinn: Um so viele Punkte stiege der Index, wenn dieser Indikator allein vollkommen wäre.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="139"/>
        <source>The contributions add up to the index.</source>
        <translation>Die Beiträge ergeben zusammen den Index.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/ranking_panel.py" line="141"/>
        <source>Contributions show proportions only; they add up to the index with arithmetic means.</source>
        <translation>Beiträge zeigen nur Größenverhältnisse; den Index ergeben sie zusammen nur bei arithmetischen Mitteln.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="35"/>
        <source>The scheme has been stored</source>
        <translation>Das Schema ist gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="36"/>
        <source>Maps, atlas and document use the scheme that is in force.</source>
        <translation>Karten, Atlas und Dokument verwenden das Schema, das in Kraft ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="37"/>
        <source>The method sheet is a document of a few pages with everything that was decided: indicators, scales with their sources, weights and who gave them, rules, robustness. Attach it to a council paper.</source>
        <translation>Das Methodenblatt enthält auf wenigen Seiten alles, was festgelegt wurde: Indikatoren, Skalen mit Quellen, Gewichte und von wem sie stammen, Regeln, Robustheit. Legen Sie es einer Ratsvorlage bei.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="46"/>
        <source>&amp;Method sheet…</source>
        <translation>&amp;Methodenblatt …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="58"/>
        <source>“{scheme}” has been stored.</source>
        <translation>„{scheme}“ ist gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="59"/>
        <source>“{scheme}” has been stored and is in force.</source>
        <translation>„{scheme}“ ist gespeichert und in Kraft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="67"/>
        <source>Greatest need (0–100)</source>
        <translation>Größter Bedarf (0–100)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="69"/>
        <source>Whether this order is certain, the robustness test says.</source>
        <translation>Ob diese Reihenfolge sicher ist, sagt der Robustheitstest.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/method_sheet.py" line="43"/>
        <source>Method sheet</source>
        <translation>Methodenblatt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/result_page.py" line="90"/>
        <source>&amp;Open file</source>
        <translation>Datei öffn&amp;en</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="37"/>
        <source>Robustness</source>
        <translation>Robustheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="38"/>
        <source>Does the ranking depend on our choices?</source>
        <translation>Hängt die Rangfolge von unseren Festlegungen ab?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="39"/>
        <source>Can be skipped: go on without a test, and run it later.</source>
        <translation>Kann übersprungen werden: Gehen Sie ohne Test weiter und holen Sie ihn später nach.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="40"/>
        <source>The index is made again many times, each time with other choices that could be justified just as well. A place whose rank hardly changes is robust. The scheme is stored for the test; it does not come into force by that.</source>
        <translation>Der Index wird viele Male neu gebildet, jedes Mal mit anderen Festlegungen, die sich ebenso gut begründen ließen. Ein Ort, dessen Rang sich dabei kaum ändert, ist robust. Für den Test wird das Schema gespeichert; in Kraft gesetzt wird es dadurch nicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="49"/>
        <source>Store and t&amp;est</source>
        <translation>Speichern und t&amp;esten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="80"/>
        <source>Sentence for the council</source>
        <translation>Aussage für den Rat</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="69"/>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="70"/>
        <source>Span</source>
        <translation>Spanne</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="71"/>
        <source>Top</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="72"/>
        <source>Judgement</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="74"/>
        <source>Ranks with their intervals</source>
        <translation>Ränge mit ihren Spannen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="76"/>
        <source>Varied</source>
        <translation>Variiert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="77"/>
        <source>by itself</source>
        <translation>allein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="78"/>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="80"/>
        <source>Which choice matters how much</source>
        <translation>Welche Festlegung wie viel ausmacht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="82"/>
        <source>Ran&amp;ks</source>
        <translation>&amp;Ränge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="83"/>
        <source>What &amp;matters</source>
        <translation>Was aus&amp;macht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="92"/>
        <source>Span: the ranks in 90 % of the runs. Top: in how many runs the place is among the first. What matters: the share of the differences that a choice makes.</source>
        <translation>Spanne: die Ränge in 90 % der Läufe. Vorn: in wie vielen Läufen der Ort zu den Ersten gehört. Was ausmacht: der Anteil der Unterschiede, den eine Festlegung bewirkt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="132"/>
        <source>The study is read-only: the test needs a copy.</source>
        <translation>Die Studie ist schreibgeschützt: Für den Test brauchen Sie eine Kopie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="134"/>
        <source>Tests the stored scheme; you can cancel at any time.</source>
        <translation>Getestet wird das gespeicherte Schema; Sie können jederzeit abbrechen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="136"/>
        <source>The scheme is stored as “{scheme}” for the test; it does not come into force by that.</source>
        <translation>Für den Test wird das Schema als „{scheme}“ gespeichert; in Kraft gesetzt wird es dadurch nicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="140"/>
        <source>The scheme “{scheme}” is in force: for the test it is stored as it is now, and its needs are assessed again.</source>
        <translation>Das Schema „{scheme}“ ist in Kraft: Für den Test wird es so gespeichert, wie es jetzt ist, und seine Bedarfe werden neu bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="166"/>
        <source>Reading the result…</source>
        <translation>Das Ergebnis wird gelesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/robustness_page.py" line="176"/>
        <source>Not tested yet.</source>
        <translation>Noch nicht getestet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="44"/>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="45"/>
        <source>How does it become one index?</source>
        <translation>Wie wird daraus ein Index?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="46"/>
        <source>Each rule changes the result; the map shows how.</source>
        <translation>Jede Regel ändert das Ergebnis; die Karte zeigt, wie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="47"/>
        <source>Values become scores from 0 to 100, the scores of a field of action become one, and the fields of action become the index. What happens to missing values has no right answer; it must be decided and is printed in the method sheet.</source>
        <translation>Aus Werten werden Punkte von 0 bis 100, aus den Punkten eines Handlungsfelds wird eine Zahl, aus den Handlungsfeldern der Index. Was mit fehlenden Werten geschieht, lässt sich nicht richtig oder falsch beantworten; es muss entschieden werden und steht im Methodenblatt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="58"/>
        <source>&amp;Inside a field of action</source>
        <translation>&amp;Im Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="59"/>
        <source>Be&amp;tween the fields</source>
        <translation>Zwischen den &amp;Feldern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="67"/>
        <source>Cells ta&amp;ke over values of their planning unit</source>
        <translation>Zellen ü&amp;bernehmen Werte ihrer Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="103"/>
        <source>Where a value is missing (please decide)</source>
        <translation>Wo ein Wert fehlt (bitte entscheiden)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="126"/>
        <source>if so much of the weight is known:</source>
        <translation>wenn so viel des Gewichts bekannt ist:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="169"/>
        <source>what happens where a value is missing</source>
        <translation>was geschieht, wo ein Wert fehlt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="211"/>
        <source>Need of the planning units: how many lie where</source>
        <translation>Bedarf der Planungseinheiten: wie viele wo liegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="214"/>
        <source>{count} of {total} planning units have an index; need {low} to {high}.</source>
        <translation>{count} von {total} Planungseinheiten haben einen Index; Bedarf {low} bis {high}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="218"/>
        <source>No planning unit has an index by these rules.</source>
        <translation>Nach diesen Regeln hat keine Planungseinheit einen Index.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="222"/>
        <source>{count} have too few inhabitants for a number.</source>
        <translation>{count} haben zu wenige Einwohner für eine Zahl.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="227"/>
        <source>Without values here, and therefore not part of the index: {indicators}.</source>
        <translation>Hier ohne Werte und deshalb nicht Teil des Index: {indicators}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="239"/>
        <source>Planning units with a gap: {count} of {total}.</source>
        <translation>Planungseinheiten mit Lücke: {count} von {total}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="242"/>
        <source>Cells with a gap: {count} of {total}.</source>
        <translation>Zellen mit Lücke: {count} von {total}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="263"/>
        <source>The study has no inhabited cells.</source>
        <translation>Die Studie hat keine bewohnten Zellen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="271"/>
        <source>All chosen indicators have values of their own on cells.</source>
        <translation>Alle gewählten Indikatoren haben auf Zellen eigene Werte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="273"/>
        <source>{count} of the chosen indicators have no values on cells. Taken over from the planning unit they count there, too, the same for all of its cells; otherwise the index of the cells goes without them.</source>
        <translation>{count} der gewählten Indikatoren haben auf Zellen keine Werte. Von der Planungseinheit übernommen, zählen sie auch dort, für alle ihre Zellen gleich; sonst kommt der Index der Zellen ohne sie aus.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="283"/>
        <source>Without an index: {units} planning units.</source>
        <translation>Ohne Index: {units} Planungseinheiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/rules_page.py" line="285"/>
        <source>Without an index: {units} planning units, {cells} cells.</source>
        <translation>Ohne Index: {units} Planungseinheiten, {cells} Zellen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="26"/>
        <source>Store</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="27"/>
        <source>Name and store</source>
        <translation>Benennen und speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="28"/>
        <source>The scheme is stored in the study, and the needs are assessed with it.</source>
        <translation>Das Schema wird in der Studie gespeichert, und die Bedarfe werden damit bewertet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="29"/>
        <source>Write into the description who decided on the choice and the weights, and when; it is printed in the method sheet. The scheme in force is the one that maps, atlas and document show; the others stay in the study.</source>
        <translation>Schreiben Sie in die Beschreibung, wer wann über Auswahl und Gewichte entschieden hat; sie steht im Methodenblatt. Das Schema, das in Kraft ist, zeigen Karten, Atlas und Dokument; die anderen bleiben in der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="46"/>
        <source>&amp;Put this scheme in force</source>
        <translation>Dieses Schema in &amp;Kraft setzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="51"/>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="53"/>
        <source>Who decided this, when and why; where own scales come from.</source>
        <translation>Wer hat das wann und warum entschieden; woher stammen eigene Skalen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="53"/>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="79"/>
        <source>Now in force: {scheme}.</source>
        <translation>Zurzeit in Kraft: {scheme}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="103"/>
        <source>Another scheme is already called “{name}”: choose another name.</source>
        <translation>Ein anderes Schema heißt bereits „{name}“: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="106"/>
        <source>The study is read-only: work with a copy to store a scheme.</source>
        <translation>Die Studie ist schreibgeschützt: Um ein Schema zu speichern, arbeiten Sie mit einer Kopie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="144"/>
        <source>Own scales</source>
        <translation>Eigene Skalen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="146"/>
        <source>Inside a field of action</source>
        <translation>Im Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/save_page.py" line="148"/>
        <source>Missing values</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="134"/>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="30"/>
        <source>Scale of the town’s own</source>
        <translation>Eigene Skala</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="33"/>
        <source>&amp;Goalposts</source>
        <translation>&amp;Eckwerte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="34"/>
        <source>&amp;Band that is good</source>
        <translation>&amp;Guter Bereich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="45"/>
        <source>0 points &amp;at</source>
        <translation>&amp;0 Punkte bei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="46"/>
        <source>100 points a&amp;t</source>
        <translation>&amp;100 Punkte bei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="47"/>
        <source>0 points b&amp;elow</source>
        <translation>0 Punkte &amp;unter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="48"/>
        <source>100 points &amp;from</source>
        <translation>100 Punkte &amp;von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="49"/>
        <source>100 points &amp;to</source>
        <translation>100 Punkte &amp;bis</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="50"/>
        <source>0 points abo&amp;ve</source>
        <translation>0 Punkte übe&amp;r</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="63"/>
        <source>Note in the description of the scheme where these numbers come from: a decision, a guideline, a comparison with other towns.</source>
        <translation>Halten Sie in der Beschreibung des Schemas fest, woher diese Zahlen stammen: aus einem Beschluss, einer Richtlinie, dem Vergleich mit anderen Städten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="100"/>
        <source>All fields need a number.</source>
        <translation>Alle Felder brauchen eine Zahl.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="113"/>
        <source>The four numbers must rise from top to bottom.</source>
        <translation>Die vier Zahlen müssen von oben nach unten größer werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="116"/>
        <source>0 and 100 points cannot lie at the same value.</source>
        <translation>0 und 100 Punkte können nicht beim selben Wert liegen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="118"/>
        <source>Of this indicator more is better: 100 points must lie above 0 points.</source>
        <translation>Bei diesem Indikator ist mehr besser: 100 Punkte müssen über 0 Punkten liegen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/scale_dialog.py" line="120"/>
        <source>Of this indicator less is better: 100 points must lie below 0 points.</source>
        <translation>Bei diesem Indikator ist weniger besser: 100 Punkte müssen unter 0 Punkten liegen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="52"/>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="36"/>
        <source>Which assessment scheme?</source>
        <translation>Welches Bewertungsschema?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="37"/>
        <source>A scheme says how many indicators become one index. Choose one to look at or to change, or begin a new one.</source>
        <translation>Ein Schema sagt, wie aus vielen Indikatoren ein Index wird. Wählen Sie eines, um es anzusehen oder zu ändern, oder beginnen Sie ein neues.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="42"/>
        <source>An assessment scheme holds the chosen indicators, how values become scores, the weights with those who gave them, what happens to missing values, and the plan of the robustness test. The one in force is what maps, atlas and document show. Every study has the standard scheme: all scored indicators with equal weights. It stays as it is: what you change of it becomes a scheme of your own.</source>
        <translation>Ein Bewertungsschema enthält die gewählten Indikatoren, wie aus Werten Punkte werden, die Gewichte und von wem sie stammen, was mit fehlenden Werten geschieht, und den Plan des Robustheitstests. Das Schema, das in Kraft ist, zeigen Karten, Atlas und Dokument. Jede Studie hat das Standardschema: alle bewerteten Indikatoren mit gleichen Gewichten. Es bleibt, wie es ist: Was Sie daran ändern, wird ein eigenes Schema.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="57"/>
        <source>Assessment schemes of the study</source>
        <translation>Bewertungsschemata der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="61"/>
        <source>Ne&amp;w scheme</source>
        <translation>Neues &amp;Schema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="62"/>
        <source>&amp;Copy…</source>
        <translation>&amp;Kopieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="63"/>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="64"/>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="65"/>
        <source>&amp;Put in force</source>
        <translation>In Kraft se&amp;tzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="66"/>
        <source>Co&amp;mpare…</source>
        <translation>&amp;Vergleichen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="67"/>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="68"/>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="107"/>
        <source>There are no indicator values yet. Close the wizard and compute the indicators in the step “Inventory” first.</source>
        <translation>Es gibt noch keine Indikatorwerte. Schließen Sie den Assistenten und berechnen Sie zuerst im Schritt „Bestandsaufnahme“ die Indikatoren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="114"/>
        <source>The study is read-only: schemes can be looked at, but not stored.</source>
        <translation>Die Studie ist schreibgeschützt: Schemata lassen sich ansehen, aber nicht speichern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="122"/>
        <source>in force</source>
        <translation>in Kraft</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="146"/>
        <source>All scored indicators with equal weights. What you change of it becomes a scheme of your own; the standard stays as it is.</source>
        <translation>Alle bewerteten Indikatoren mit gleichen Gewichten. Was Sie daran ändern, wird ein eigenes Schema; das Standardschema bleibt, wie es ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="153"/>
        <source>You are working on “{scheme}”; what is not stored yet is kept for now.</source>
        <translation>In Arbeit ist „{scheme}“; noch nicht Gespeichertes bleibt vorerst erhalten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="165"/>
        <source>a scheme</source>
        <translation>ein Schema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="196"/>
        <source>{scheme} (copy)</source>
        <translation>{scheme} (Kopie)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="198"/>
        <source>Copy scheme</source>
        <translation>Schema kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="199"/>
        <source>Name of the copy:</source>
        <translation>Name der Kopie:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="209"/>
        <source>Rename scheme</source>
        <translation>Schema umbenennen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="209"/>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="219"/>
        <source>Delete scheme</source>
        <translation>Schema löschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="221"/>
        <source>Delete “{scheme}”?</source>
        <translation>„{scheme}“ löschen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="222"/>
        <source>The results made with it are deleted, too. This cannot be undone.</source>
        <translation>Auch die damit gewonnenen Ergebnisse werden gelöscht. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="224"/>
        <source>The standard scheme will be in force again.</source>
        <translation>Danach ist wieder das Standardschema in Kraft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="226"/>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="249"/>
        <source>Import scheme</source>
        <translation>Schema importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/schemes_page.py" line="264"/>
        <source>Export scheme</source>
        <translation>Schema exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/sliders_panel.py" line="53"/>
        <source>Lock: {name}</source>
        <translation>Festhalten: {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/sliders_panel.py" line="82"/>
        <source>Locked: stays as it is when others are moved</source>
        <translation>Festgehalten: bleibt, wenn andere bewegt werden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/sliders_panel.py" line="83"/>
        <source>Lock</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="38"/>
        <source>What matters how much?</source>
        <translation>Was ist wie wichtig?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="39"/>
        <source>Weights are a political decision. The ranking follows at once.</source>
        <translation>Gewichte sind eine politische Entscheidung. Die Rangfolge folgt sofort.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="40"/>
        <source>First the fields of action are weighed against each other, then the indicators inside each. Equal weights are a decision, too. Weights that follow from the data are shown to compare with; they cannot be chosen, because nobody could justify them.</source>
        <translation>Erst werden die Handlungsfelder gegeneinander gewichtet, dann die Indikatoren in jedem. Auch gleiche Gewichte sind eine Entscheidung. Gewichte, die aus den Daten folgen, sehen Sie zum Vergleich; wählen lassen sie sich nicht, weil sie niemand begründen könnte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="54"/>
        <source>&amp;Weights of</source>
        <translation>&amp;Gewichte von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="55"/>
        <source>&amp;Found by</source>
        <translation>&amp;Bestimmt durch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="77"/>
        <source>To co&amp;mpare</source>
        <translation>Zum &amp;Vergleich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="111"/>
        <source>weights of “{node}”</source>
        <translation>die Gewichte von „{node}“</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="135"/>
        <source>This scheme takes its weights from the data ({method}). Nobody can justify them politically: choose weights of the town’s own.</source>
        <translation>Dieses Schema nimmt seine Gewichte aus den Daten ({method}). Politisch kann sie niemand begründen: Wählen Sie eigene Gewichte.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="152"/>
        <source>There is only “{name}” here; it has the whole weight.</source>
        <translation>Hier gibt es nur „{name}“; es hat das ganze Gewicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="158"/>
        <source>{share} each:</source>
        <translation>Je {share}:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/weights_page.py" line="190"/>
        <source>Some weights follow from the data; nobody can justify them politically.</source>
        <translation>Einige Gewichte folgen aus den Daten; politisch kann sie niemand begründen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="40"/>
        <source>Assessment scheme</source>
        <translation>Bewertungsschema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="57"/>
        <source>St&amp;ore</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="80"/>
        <source>Reading the study…</source>
        <translation>Die Studie wird gelesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="102"/>
        <source>Scheme of our own</source>
        <translation>Eigenes Bewertungsschema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="172"/>
        <source>The ranking is being tested…</source>
        <translation>Die Rangfolge wird getestet …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wizard.py" line="191"/>
        <source>The scheme is being stored…</source>
        <translation>Das Schema wird gespeichert …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="47"/>
        <source>Everything counts the same: easy to justify, and the usual start.</source>
        <translation>Alles zählt gleich viel: leicht zu begründen und der übliche Anfang.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="48"/>
        <source>Move a slider and the others follow; together they are always 100 %. A lock keeps one still.</source>
        <translation>Bewegen Sie einen Regler, folgen die anderen; zusammen sind es immer 100 %. Ein Schloss hält einen fest.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="51"/>
        <source>Everybody involved distributes 100 points; the mean of all becomes the weight.</source>
        <translation>Alle Beteiligten verteilen 100 Punkte; das Mittel aller wird das Gewicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="54"/>
        <source>Two at a time: which matters more, and by how much? The answers are checked for consistency.</source>
        <translation>Je zwei im Vergleich: Was ist wichtiger, und um wie viel? Die Antworten werden auf Widersprüche geprüft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="69"/>
        <source>Index: fields of action</source>
        <translation>Index: Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="107"/>
        <source>0 points at {zero}, 100 points at {full}</source>
        <translation>0 Punkte bei {zero}, 100 Punkte bei {full}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/wording.py" line="110"/>
        <source>100 points from {low} to {high}, 0 points below {least} and above {most}</source>
        <translation>100 Punkte von {low} bis {high}, 0 Punkte unter {least} und über {most}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="59"/>
        <source>Lays the fields of action on top of each other: where several of them are weak at once, the index over all sectors shows the highest need. An assessment scheme says which indicators count, how much, and by which rules; a wizard leads through it. The menu tests how sure the ranking is, finds hot spots, focus areas and multiple burdens, and shows where goals and uses conflict or help each other.</source>
        <translation>Legt die Handlungsfelder übereinander: Wo mehrere zugleich schwach sind, zeigt der Index über alle Handlungsfelder den höchsten Bedarf. Ein Bewertungsschema sagt, welche Indikatoren zählen, wie viel und nach welchen Regeln; ein Assistent führt hindurch. Das Menü prüft, wie sicher die Rangfolge ist, findet Häufungen, Fokusräume und Mehrfachbelastungen und zeigt, wo sich Ziele und Nutzungen widersprechen oder helfen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="128"/>
        <source>Assessment schemes…</source>
        <translation>Bewertungsschema …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="130"/>
        <source>Play with weights…</source>
        <translation>Gewichte ausprobieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="131"/>
        <source>Test robustness…</source>
        <translation>Robustheit prüfen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="132"/>
        <source>Hot spots…</source>
        <translation>Hotspots …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="133"/>
        <source>Focus areas…</source>
        <translation>Fokusräume …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="134"/>
        <source>Multiple burden…</source>
        <translation>Mehrfachbelastung …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="135"/>
        <source>Justice of distribution…</source>
        <translation>Verteilungsgerechtigkeit …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="136"/>
        <source>Conflicts and synergies…</source>
        <translation>Konflikte und Synergien …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="137"/>
        <source>Edit rules…</source>
        <translation>Regeln bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="138"/>
        <source>Goals and measures against each other…</source>
        <translation>Ziele und Maßnahmen gegenüberstellen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="256"/>
        <source>No index yet: choose an assessment scheme, or assess the needs</source>
        <translation>Noch kein Index: Wählen Sie ein Bewertungsschema oder bewerten Sie die Bedarfe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="261"/>
        <source>Highest need by “{scheme}”: {units}</source>
        <translation>Höchster Bedarf nach „{scheme}“: {units}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="33"/>
        <source>Weights from pairwise comparisons (AHP)</source>
        <translation>Gewichte aus Paarvergleichen (AHP)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="37"/>
        <source>Makes weights of judgements like “green space weighs three times as much as mobility” (1/9 to 9), one row for each pair and person; several persons are joined by the geometric mean. Tells the consistency ratio: from 0.10 on the judgements contradict each other too much, and the pair that fits worst is named. (Random indices after Saaty, quoted and not checked against the original.) If a study and a node are given, the judgements become the weights of that node of the scheme: “index” for the fields of action among each other, or the id of one for its indicators. Results made with the scheme before are then removed.</source>
        <translation>Bildet Gewichte aus Urteilen wie „Grün wiegt dreimal so viel wie Mobilität“ (1/9 bis 9), eine Zeile je Paar und Person; mehrere Personen werden durch das geometrische Mittel zusammengeführt. Nennt das Konsistenzverhältnis: Ab 0,10 widersprechen sich die Urteile zu stark, und das am wenigsten passende Paar wird genannt. (Zufallsindizes nach Saaty, zitiert und nicht am Original geprüft.) Sind Studie und Knoten angegeben, werden die Urteile zu den Gewichten dieses Knotens des Schemas: „index“ für die Handlungsfelder untereinander oder die Kennung eines Handlungsfelds für dessen Indikatoren. Vorher mit dem Schema berechnete Ergebnisse werden dann entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="51"/>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="52"/>
        <source>The one (id)</source>
        <translation>Das eine (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="53"/>
        <source>The other (id)</source>
        <translation>Das andere (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="54"/>
        <source>Weighs so many times as much</source>
        <translation>Wiegt so viel mal so viel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="56"/>
        <source>Judgements</source>
        <translation>Urteile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="58"/>
        <source>Study file (only to store the weights)</source>
        <translation>Studiendatei (nur zum Speichern der Gewichte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="62"/>
        <source>Node of the scheme to store them in (nothing is stored if empty)</source>
        <translation>Knoten des Schemas, in dem sie gespeichert werden (leer: nichts wird gespeichert)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="67"/>
        <source>Consistency ratio</source>
        <translation>Konsistenzverhältnis</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="68"/>
        <source>Greatest eigenvalue</source>
        <translation>Größter Eigenwert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="69"/>
        <source>What would fit for the pair that fits worst</source>
        <translation>Was für das am wenigsten passende Paar passen würde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="72"/>
        <source>Pair that fits worst</source>
        <translation>Am wenigsten passendes Paar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/ahp_weights.py" line="90"/>
        <source>Consistency ratio: {ratio} (below 0.10 is usable)</source>
        <translation>Konsistenzverhältnis: {ratio} (unter 0,10 ist brauchbar)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="34"/>
        <source>Scores the stored indicator values from 0 to 100 and makes one index of them, as the assessment scheme says; the standard scheme takes the goalposts of the catalogue, averages inside each sector (linear, equal weights) and over the sectors (geometric, equal weights). Need is 100 minus the score, as intensity and multiplied by the population as persons in need.</source>
        <translation>Bewertet die gespeicherten Indikatorwerte mit 0 bis 100 Punkten und bildet daraus einen Index, wie es das Bewertungsschema festlegt; das Standardschema nimmt die Eckwerte des Katalogs, mittelt innerhalb jedes Handlungsfelds (arithmetisch, gleiche Gewichte) und über die Handlungsfelder (geometrisch, gleiche Gewichte). Der Bedarf ist 100 minus Punktzahl, als Höhe und, mal Bevölkerung, als Bedarf in Personen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="41"/>
        <source>Persons in need are also told for people under 18, from 65, in deprived areas, and for the year of a population forecast (role “population forecast”), given the supply of today. Ages are counts of the population cells, else shares of the census. A need belongs to a place: persons of a group in need are the need of the place times the people of the group who live there.</source>
        <translation>Den Bedarf in Personen gibt es auch für Menschen unter 18, ab 65, in benachteiligten Gebieten und für das Jahr einer Bevölkerungsprognose (Rolle „Bevölkerungsprognose“), bei heutigem Angebot. Altersgruppen sind Zahlen der Bevölkerungszellen, sonst Anteile aus dem Zensus. Der Bedarf gehört zum Ort: Der Bedarf einer Gruppe in Personen ist der Bedarf des Ortes mal Menschen der Gruppe, die dort leben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="48"/>
        <source>With the cells, the map of needs shows the differences inside the planning units. Indicators without values on cells are left out there and named. Without the cells, earlier needs of cells are removed.</source>
        <translation>Mit den Zellen zeigt die Bedarfskarte die Unterschiede innerhalb der Planungseinheiten. Indikatoren ohne Werte auf Zellen sind dort ausgelassen und werden genannt. Ohne die Zellen werden frühere Bedarfe der Zellen entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="61"/>
        <source>Also needs of the cells</source>
        <translation>Auch Bedarfe der Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/assess_needs.py" line="65"/>
        <source>Cells assessed</source>
        <translation>Bewertete Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="35"/>
        <source>Applies two assessment schemes to the same values and puts needs and ranks side by side, for the planning units or the cells. Rank 1 is the greatest need; a positive shift means more urgent by the second scheme. Nothing is stored in the study.</source>
        <translation>Wendet zwei Bewertungsschemata auf dieselben Werte an und stellt Bedarfe und Ränge nebeneinander, für die Planungseinheiten oder die Zellen. Rang 1 ist der größte Bedarf; eine positive Verschiebung heißt: nach dem zweiten Schema dringlicher. In der Studie wird nichts gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="46"/>
        <source>First scheme (id; the one in force if empty)</source>
        <translation>Erstes Schema (Kennung; ohne Angabe das geltende)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="47"/>
        <source>Second scheme (id; the one in force if empty)</source>
        <translation>Zweites Schema (Kennung; ohne Angabe das geltende)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="56"/>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="54"/>
        <source>Comparison of the schemes</source>
        <translation>Vergleich der Schemata</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="56"/>
        <source>Rank correlation (Spearman)</source>
        <translation>Rangkorrelation (Spearman)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="57"/>
        <source>Places in another class</source>
        <translation>Orte in anderer Klasse</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_schemes.py" line="70"/>
        <source>Rank correlation (Spearman): {rho}; places in another class: {count} of {all}</source>
        <translation>Rangkorrelation (Spearman): {rho}; Orte in anderer Klasse: {count} von {all}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="25"/>
        <source>Compare variants of an assessment scheme</source>
        <translation>Varianten eines Bewertungsschemas vergleichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="29"/>
        <source>Applies an assessment scheme again with one choice made otherwise: equal weights, weights that follow from the data (entropy, principal components, benefit of the doubt), every normalisation, every way of combining the fields of action. Each variant is held against the scheme itself: rank correlation (Spearman), places in another class of need, mean shift of ranks, and the place that moves most. Rank 1 is the greatest need. Weights that follow from the data are for comparison only: they say what distinguishes the places, not what matters to the town, and cannot be justified politically. Where a variant compares the places with each other, the level of all scores moves, and many change class although their order stays: there look at the rank correlation. Nothing is stored.</source>
        <translation>Wendet ein Bewertungsschema noch einmal an, wobei je eine Entscheidung anders getroffen wird: gleiche Gewichte, Gewichte aus den Daten (Entropie, Hauptkomponenten, günstigste Gewichte), jede Normierung, jede Art, die Handlungsfelder zusammenzufassen. Jede Variante wird mit dem Schema selbst verglichen: Rangkorrelation (Spearman), Orte in einer anderen Bedarfsklasse, mittlere Rangverschiebung und der Ort, der sich am stärksten verschiebt. Rang 1 ist der größte Bedarf. Gewichte, die aus den Daten folgen, dienen nur dem Vergleich: Sie sagen, was die Orte unterscheidet, nicht, was der Stadt wichtig ist, und lassen sich politisch nicht begründen. Wo eine Variante die Orte miteinander vergleicht, verschiebt sich das Niveau aller Punktzahlen, und viele Orte wechseln die Klasse, obwohl ihre Reihenfolge bleibt: Dort zählt die Rangkorrelation. Gespeichert wird nichts.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="49"/>
        <source>Variants of the scheme</source>
        <translation>Varianten des Schemas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="88"/>
        <source>Fields of action among each other</source>
        <translation>Handlungsfelder untereinander</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="93"/>
        <source>Weights that follow from the data are for comparison only; they do not say what matters to the town.</source>
        <translation>Gewichte, die aus den Daten folgen, dienen nur dem Vergleich; sie sagen nicht, was der Stadt wichtig ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="104"/>
        <source>The scheme itself</source>
        <translation>Das Schema selbst</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="106"/>
        <source>Weights: each place by its own best ones (for comparison only)</source>
        <translation>Gewichte: für jeden Ort seine günstigsten (nur zum Vergleich)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="108"/>
        <source>Weights: {choice}</source>
        <translation>Gewichte: {choice}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="109"/>
        <source>Normalisation: {choice}</source>
        <translation>Normierung: {choice}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="110"/>
        <source>Combination: {choice}</source>
        <translation>Zusammenfassung: {choice}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="122"/>
        <source>{title}: cannot be computed</source>
        <translation>{title}: nicht berechenbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="123"/>
        <source>{title}: {places} places</source>
        <translation>{title}: {places} Orte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="127"/>
        <source>rank correlation {rho}</source>
        <translation>Rangkorrelation {rho}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="128"/>
        <source>{count} in another class</source>
        <translation>{count} in einer anderen Klasse</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="130"/>
        <source>{count} without an index</source>
        <translation>{count} ohne Index</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/compare_variants.py" line="132"/>
        <source>{place} moves most, from rank {before} to rank {after}</source>
        <translation>{place} verschiebt sich am stärksten, von Rang {before} auf Rang {after}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="37"/>
        <source>Conflicts and synergies</source>
        <translation>Konflikte und Synergien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="41"/>
        <source>Checks the rules for conflicts (K1, K2 …) and synergies (S1, S2 …) at every cell in which people live, or at the planning units. Every operand becomes a number from 0 to 1; a rule holds where all of them reach its threshold. A conflict is a hint for weighing interests, no ban.

Cells take values that exist only for planning units from their unit; that is told. Rules that the study lacks data for are listed with what is missing. The table counts places and people by pair of sectors.</source>
        <translation>Prüft die Regeln für Konflikte (K1, K2 …) und Synergien (S1, S2 …) an jeder Zelle, in der Menschen leben, oder an den Planungseinheiten. Jede Seite einer Regel wird zu einer Zahl von 0 bis 1; die Regel gilt, wo alle Seiten ihre Schwelle erreichen. Ein Konflikt ist ein Hinweis für die Abwägung, kein Verbot.

Werte, die es nur für Planungseinheiten gibt, übernehmen Zellen von ihrer Einheit; das wird gesagt. Regeln, zu denen der Studie Daten fehlen, werden mit dem aufgezählt, was fehlt. Die Tabelle zählt Orte und Menschen je Paar von Handlungsfeldern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="55"/>
        <source>Rules (ids, comma separated; all active ones if empty)</source>
        <translation>Regeln (Nummern, durch Kommas getrennt; leer: alle eingeschalteten)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="62"/>
        <source>Least severity that is shown (0 to 1)</source>
        <translation>Kleinste Schwere, die gezeigt wird (0 bis 1)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="69"/>
        <source>Sectors × sectors</source>
        <translation>Handlungsfelder × Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="76"/>
        <source>Rules checked</source>
        <translation>Geprüfte Regeln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="77"/>
        <source>Rules that lack data</source>
        <translation>Regeln, zu denen Daten fehlen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="78"/>
        <source>Places with conflicts</source>
        <translation>Orte mit Konflikten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="79"/>
        <source>People living at conflicts</source>
        <translation>Menschen an Orten mit Konflikten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="80"/>
        <source>Places with synergies</source>
        <translation>Orte mit Synergien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="81"/>
        <source>People living at synergies</source>
        <translation>Menschen an Orten mit Synergien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/conflicts_synergies.py" line="137"/>
        <source>{rule} {title}: holds at {places} places, unknown at {unknown}.</source>
        <translation>{rule} {title}: trifft an {places} Orten zu, an {unknown} unbekannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="29"/>
        <source>Focus areas</source>
        <translation>Fokusräume</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="30"/>
        <source>Focus areas changed by hand</source>
        <translation>Von Hand bearbeitete Fokusräume</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="56"/>
        <source>Make focus areas</source>
        <translation>Fokusräume bilden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="60"/>
        <source>Joins neighbouring inhabited cells of high need to focus areas, ranked by people affected (need times population), with the population, the mean need, what is lacking most and the open measures of the register that touch the area. Limits are project defaults: need from 70 of 100 on, at least 5 cells and 200 inhabitants. Instead of a limit, areas may grow from hot spots of need (Gi*, 95 %).

The layer can be edited in QGIS like any other. Areas drawn or changed by hand are never overwritten or removed by running this step again; “Update focus areas” computes their figures anew.</source>
        <translation>Fasst benachbarte bewohnte Zellen mit hohem Bedarf zu Fokusräumen zusammen, geordnet nach Betroffenen (Bedarf mal Bevölkerung), mit Einwohnern, mittlerem Bedarf, den größten Defiziten und den offenen Maßnahmen des Registers, die den Raum berühren. Die Grenzwerte sind Projektvorgaben: Bedarf ab 70 von 100, mindestens 5 Zellen und 200 Einwohner. Statt von einem Grenzwert können Räume von Hotspots des Bedarfs (Gi*, 95 %) ausgehen.

Der Layer lässt sich in QGIS bearbeiten wie jeder andere. Von Hand gezeichnete oder geänderte Räume werden bei erneutem Lauf nie überschrieben oder entfernt; „Fokusräume aktualisieren“ rechnet ihre Zahlen neu.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="75"/>
        <source>cells with at least this need</source>
        <translation>Zellen mit mindestens diesem Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="76"/>
        <source>hot spots of need (Gi*, 95 %)</source>
        <translation>Hotspots des Bedarfs (Gi*, 95 %)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="78"/>
        <source>Areas grow from</source>
        <translation>Räume gehen aus von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="82"/>
        <source>Least need of a cell (0–100)</source>
        <translation>Mindestbedarf einer Zelle (0–100)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="83"/>
        <source>Least number of cells</source>
        <translation>Mindestzahl der Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="84"/>
        <source>Least number of inhabitants</source>
        <translation>Mindestzahl der Einwohner</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="85"/>
        <source>Close holes smaller than (ha; 0 for none)</source>
        <translation>Löcher schließen, die kleiner sind als (ha; 0 für keine)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="128"/>
        <source>Update focus areas</source>
        <translation>Fokusräume aktualisieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="132"/>
        <source>Computes population, size, need, what is lacking most and open measures of the focus areas anew, for the outlines they have now: after they were drawn, split, merged or changed by hand, after new indicator values, or after changes in the register of measures. Names and notes stay; areas without a name or number get one. Save your edits of the layer first. People of cells that an area cuts count by where they live: in residential buildings if the study has them, else by share of the area.</source>
        <translation>Rechnet Einwohner, Fläche, Bedarf, größte Defizite und offene Maßnahmen der Fokusräume für ihre jetzigen Umrisse neu: nachdem sie gezeichnet, geteilt, zusammengelegt oder geändert wurden, nach neuen Indikatorwerten oder nach Änderungen im Maßnahmenregister. Namen und Bemerkungen bleiben; Räume ohne Namen oder Nummer erhalten welche. Speichern Sie vorher Ihre Änderungen am Layer. Menschen in angeschnittenen Zellen zählen danach, wo sie wohnen: in Wohngebäuden, wenn die Studie welche hat, sonst nach Flächenanteil.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/focus_areas.py" line="145"/>
        <source>Only areas drawn or changed by hand</source>
        <translation>Nur von Hand gezeichnete oder geänderte Räume</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="31"/>
        <source>Find hot spots</source>
        <translation>Hotspots finden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="35"/>
        <source>Finds inhabited cells around which high or low values lie closer together than chance would have it: Gi* by Getis and Ord, and local Moran’s I with permutations for clusters and outliers. Examined is the need by an assessment scheme (scheme:id; the one in force if empty), the need by one indicator (indicator:id) or its values as measured (value:id). At least 30 cells with a value are needed; cells without inhabitants or value take no part.

With thousands of cells some stand out by chance alone; controlling the false discovery rate keeps their share small. Hot spots show where, not why, and only in comparison with the rest of the town. A cancelled run leaves the study as it was.</source>
        <translation>Findet bewohnte Zellen, um die herum hohe oder niedrige Werte dichter beieinander liegen, als der Zufall es erwarten lässt: Gi* nach Getis und Ord sowie lokales Moran-I mit Zufallsverteilungen für Cluster und Ausreißer. Untersucht wird der Bedarf nach einem Bewertungsschema (scheme:Kennung; ohne Angabe das geltende), der Bedarf nach einem Indikator (indicator:Kennung) oder dessen Werte, wie sie gemessen sind (value:Kennung). Nötig sind mindestens 30 Zellen mit Wert; Zellen ohne Einwohner oder Wert nehmen nicht teil.

Bei Tausenden Zellen fallen einige allein durch Zufall auf; die Begrenzung der Falscherkennungsrate hält ihren Anteil klein. Hotspots zeigen, wo, nicht warum, und nur im Vergleich mit der übrigen Stadt. Ein abgebrochener Lauf lässt die Studie, wie sie war.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="49"/>
        <source>What is examined (scheme:id, indicator:id or value:id; need if empty)</source>
        <translation>Was untersucht wird (scheme:Kennung, indicator:Kennung oder value:Kennung; ohne Angabe der Bedarf)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="53"/>
        <source>Permutations (for Moran’s I)</source>
        <translation>Zufallsverteilungen (für Moran-I)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="54"/>
        <source>Seed of chance (the same gives the same result)</source>
        <translation>Startwert des Zufalls (derselbe ergibt dasselbe Ergebnis)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="60"/>
        <source>Cells in hot spots</source>
        <translation>Zellen in Hotspots</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="61"/>
        <source>People in hot spots</source>
        <translation>Menschen in Hotspots</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="62"/>
        <source>Cells in cold spots</source>
        <translation>Zellen, wo sich niedrige Werte häufen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="63"/>
        <source>Moran’s I over all cells</source>
        <translation>Moran-I über alle Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/hot_spots.py" line="64"/>
        <source>What was examined</source>
        <translation>Was untersucht wurde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="69"/>
        <source>Measure the justice of distribution</source>
        <translation>Verteilungsgerechtigkeit messen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="73"/>
        <source>Puts all people in line by the value of the place where they live and measures how unequal it is: Gini (0 all have the same, close to 1 few have almost all), Hoover (the share that would have to move for all to have the same), P90/P10, the means of the lowest and the highest tenth, and the Lorenz curve. The concentration index puts people in line by social deprivation: negative means that deprived areas have less, positive that they have more. Means of people under 18, from 65 and in deprived areas are set beside that of all.

Without a choice, all indicators are measured of which people have more or less and more is better or worse. Indicators without values on cells are measured on planning units. Unknown values are left out and counted. Earlier measures of the study are replaced.</source>
        <translation>Stellt alle Menschen nach dem Wert ihres Wohnorts in eine Reihe und misst, wie ungleich sie verteilt sind: Gini (0 alle haben gleich viel, nahe 1 wenige haben fast alles), Hoover (der Anteil, der umverteilt werden müsste, damit alle gleich viel hätten), P90/P10, die Mittel des untersten und des obersten Zehntels und die Lorenzkurve. Der Konzentrationsindex ordnet die Menschen nach sozialer Benachteiligung: negativ heißt, benachteiligte Gebiete haben weniger, positiv, sie haben mehr. Daneben stehen die Mittel der unter 18-Jährigen, der ab 65-Jährigen und der Menschen in benachteiligten Gebieten im Vergleich zu dem aller.

Ohne Auswahl werden alle Indikatoren gemessen, von denen Menschen mehr oder weniger haben und bei denen mehr besser oder schlechter ist. Indikatoren ohne Werte auf Zellen werden auf Planungseinheiten gemessen. Unbekannte Werte bleiben weg und werden gezählt. Frühere Maße der Studie werden ersetzt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="60"/>
        <source>Places: cells or planning units</source>
        <translation>Orte: Zellen oder Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="100"/>
        <source>Indicator of social status (id; none if empty)</source>
        <translation>Indikator des sozialen Status (Kennung; keiner, wenn leer)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="104"/>
        <source>Value from which an area is deprived (that of the catalogue if empty)</source>
        <translation>Wert, ab dem ein Gebiet benachteiligt ist (der des Katalogs, wenn leer)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="113"/>
        <source>Measures of distribution</source>
        <translation>Maße der Verteilung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="119"/>
        <source>Indicators measured</source>
        <translation>Gemessene Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="179"/>
        <source>Export charts of distribution</source>
        <translation>Diagramme zur Verteilung ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="183"/>
        <source>Draws for each indicator the Lorenz curve with the Gini coefficient, the concentration curve by social deprivation and the comparison of groups, and for the whole town the people by number of high burdens, as far as the study holds them. Files of the same name in the folder are replaced. PNG has 300 dpi; SVG and PDF are vectors.</source>
        <translation>Zeichnet je Indikator die Lorenzkurve mit dem Gini-Koeffizienten, die Konzentrationskurve nach sozialer Benachteiligung und den Vergleich der Gruppen, dazu für die ganze Stadt die Menschen nach Zahl hoher Belastungen, soweit die Studie sie enthält. Gleichnamige Dateien im Ordner werden ersetzt. PNG hat 300 dpi; SVG und PDF sind Vektorgrafiken.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="196"/>
        <source>File format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/justice.py" line="201"/>
        <source>Charts drawn</source>
        <translation>Gezeichnete Diagramme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/method_sheet.py" line="27"/>
        <source>Write method sheet of an assessment scheme</source>
        <translation>Methodenblatt eines Bewertungsschemas schreiben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/method_sheet.py" line="31"/>
        <source>Writes the method sheet (Methodenblatt) of an assessment scheme as a Word document: every choice with what it means, indicators with weights and goalposts and their sources, the origin of the weights, what was left out, the plan of the robustness test and the ranking of the planning units.</source>
        <translation>Schreibt das Methodenblatt eines Bewertungsschemas als Word-Dokument: jede Festlegung mit ihrer Bedeutung, Indikatoren mit Gewichten, Eckwerten und deren Quellen, die Herkunft der Gewichte, was außen vor blieb, den Plan der Robustheitsprüfung und die Rangfolge der Planungseinheiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="40"/>
        <source>Find multiple burdens</source>
        <translation>Mehrfachbelastung ermitteln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="44"/>
        <source>Counts for every inhabited cell or planning unit how many of the chosen burdens are high, and names them (environmental justice). Without a choice these are noise, air, heat, lack of green and social deprivation, as far as they were computed; indicators without values are left out and told.

threshold: high is worse than the target of the indicator, or without a target a score below the lowest one; results can be compared between towns and years. quartile: high is worse than the third quartile of all places; about the worst quarter is always high, even if all is well everywhere.

Several high burdens together with a low social status make a class of their own. The status belongs to planning units; cells take it over.</source>
        <translation>Zählt für jede bewohnte Zelle oder Planungseinheit, wie viele der gewählten Belastungen hoch sind, und nennt sie (Umweltgerechtigkeit). Ohne Auswahl sind das Lärm, Luft, Hitze, Mangel an Grün und soziale Benachteiligung, soweit sie berechnet wurden; Indikatoren ohne Werte werden weggelassen und genannt.

threshold (gegen Schwelle): hoch ist schlechter als der Zielwert des Indikators, ohne Zielwert eine Punktzahl unter der niedrigsten; die Ergebnisse sind zwischen Städten und Jahren vergleichbar. quartile (nach Vierteln): hoch ist schlechter als das dritte Quartil aller Orte; etwa das schlechteste Viertel ist stets hoch, auch wenn es überall gut ist.

Mehrere hohe Belastungen zusammen mit niedrigem sozialem Status bilden eine eigene Klasse. Der Status gehört den Planungseinheiten; Zellen übernehmen ihn.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="67"/>
        <source>Burdens (the five core indicators if none is chosen)</source>
        <translation>Belastungen (die fünf Kernindikatoren, wenn keine gewählt ist)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="74"/>
        <source>When a burden is high</source>
        <translation>Wann eine Belastung hoch ist</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="78"/>
        <source>Cells take values that exist for planning units only</source>
        <translation>Zellen übernehmen Werte, die es nur für Planungseinheiten gibt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="88"/>
        <source>Without a target: high below this score</source>
        <translation>Ohne Zielwert: hoch unter dieser Punktzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="95"/>
        <source>Quarters of the people instead of the places</source>
        <translation>Viertel der Menschen statt der Orte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="108"/>
        <source>People by number of high burdens</source>
        <translation>Menschen nach Zahl hoher Belastungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="114"/>
        <source>Places with a class</source>
        <translation>Orte mit Einstufung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="115"/>
        <source>Places without a class</source>
        <translation>Orte ohne Einstufung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/multi_burden.py" line="116"/>
        <source>People with several high burdens</source>
        <translation>Menschen mit mehreren hohen Belastungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="86"/>
        <source>Gaps to targets</source>
        <translation>Abstände zu Zielwerten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="40"/>
        <source>Makes a layer with value, target, gap to the target in the indicator’s own unit, need (0 to 100) and persons in need, also by focus group, per planning unit or cell; several indicators give several rows per place. Targets are those of the town’s goals (without examples), else of the catalogue, each with its source; without a target the gap stays empty.</source>
        <translation>Erzeugt einen Layer mit Wert, Zielwert, Abstand zum Zielwert in der Einheit des Indikators, Bedarf (0 bis 100) und Bedarf in Personen, auch nach Fokusgruppen, je Planungseinheit oder Zelle; mehrere Indikatoren ergeben mehrere Zeilen je Ort. Zielwerte sind die der städtischen Ziele (ohne Beispiele), sonst die des Katalogs, jeweils mit Quelle; ohne Zielwert bleibt der Abstand leer.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="47"/>
        <source>Shares of people tell how many are not reached and how many more would have to be reached to meet the target. Means over people tell how many live in cells that miss it, also where the mean of the unit meets it. All other indicators describe the place and tell no number of people. Numbers of people in places with fewer than 10 are left out.</source>
        <translation>Anteile der Bevölkerung nennen, wie viele Menschen nicht erreicht sind und wie viele mehr erreicht werden müssten, damit der Zielwert erfüllt ist. Mittelwerte über Menschen nennen, wie viele in Zellen leben, die ihn verfehlen, auch wo das Mittel der Einheit ihn erfüllt. Alle anderen Indikatoren beschreiben den Ort und nennen keine Personenzahl. Personenzahlen für Orte mit weniger als 10 Menschen entfallen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/need_gaps.py" line="78"/>
        <source>Planning units or cells</source>
        <translation>Planungseinheiten oder Zellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="27"/>
        <source>Export matrix of goals and measures</source>
        <translation>Matrix der Ziele und Maßnahmen exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="31"/>
        <source>Writes the judgements that were made by hand, goals × goals or measures × goals, as XLSX, or as two CSV files: one with the values from −2 (strong conflict) to +2 (strong synergy) and their totals, one with rationale, author and date of each. Pairs without a judgement stay empty. The log names measures without goal, goals without measure and conflicts without rationale.</source>
        <translation>Schreibt die von Hand gemachten Bewertungen, Ziele × Ziele oder Maßnahmen × Ziele, als XLSX oder als zwei CSV-Dateien: eine mit den Werten von −2 (starker Konflikt) bis +2 (starke Synergie) und ihren Summen, eine mit Begründung, Name und Datum. Paare ohne Bewertung bleiben leer. Das Protokoll nennt Maßnahmen ohne Ziel, Ziele ohne Maßnahme und Konflikte ohne Begründung.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="47"/>
        <source>Exported matrix</source>
        <translation>Exportierte Matrix</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="50"/>
        <source>Pairs judged</source>
        <translation>Bewertete Paare</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/relation_matrix.py" line="51"/>
        <source>Pairs there are</source>
        <translation>Vorhandene Paare</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="37"/>
        <source>Test robustness of priorities</source>
        <translation>Robustheit der Prioritäten prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="41"/>
        <source>Computes an assessment scheme in many variants that would be just as defensible: other weights, another normalisation, another combination of the fields of action, moved goalposts, without single indicators, and for planning units also as the mean of their cells. Stores for every place the span of its ranks, the share of variants in which it is among the top, whether its class of need is robust or fragile, and what its rank depends on; and for every choice how much it matters (Sobol’ indices). The same seed gives the same result. Options and spreads that are not given are those of the scheme.</source>
        <translation>Rechnet ein Bewertungsschema in vielen Varianten, die ebenso vertretbar wären: mit anderen Gewichten, anderer Normierung, anderer Verknüpfung der Handlungsfelder, verschobenen Eckwerten, ohne einzelne Indikatoren und für Planungseinheiten auch als Mittel ihrer Zellen. Speichert für jeden Ort die Spanne seiner Ränge, den Anteil der Varianten, in denen er zu den ersten gehört, ob seine Bedarfsklasse robust oder fragil ist und wovon sein Rang abhängt; außerdem für jede Entscheidung, wie viel sie ausmacht (Sobol-Indizes). Derselbe Startwert ergibt dasselbe Ergebnis. Was nicht angegeben ist, gilt wie im Schema.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="60"/>
        <source>What may vary (everything if nothing is chosen)</source>
        <translation>Was variieren darf (alles, wenn nichts gewählt ist)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="68"/>
        <source>Number of variants</source>
        <translation>Zahl der Rechenvarianten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="69"/>
        <source>Seed of the random numbers</source>
        <translation>Startwert der Zufallszahlen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="70"/>
        <source>Share of places that counts as the top (%)</source>
        <translation>Anteil der Orte, der als Spitze gilt (%)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="71"/>
        <source>Spread of the weights (± %)</source>
        <translation>Spanne der Gewichte (± %)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="72"/>
        <source>Spread of the goalposts (± %)</source>
        <translation>Spanne der Eckwerte (± %)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="77"/>
        <source>Places ranked</source>
        <translation>Orte in der Rangfolge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="78"/>
        <source>Places with a robust class</source>
        <translation>Orte mit robuster Bedarfsklasse</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="79"/>
        <source>Mean shift of rank</source>
        <translation>Mittlere Rangverschiebung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="135"/>
        <source>Normalisation</source>
        <translation>Normierung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="136"/>
        <source>Combination of the fields of action</source>
        <translation>Verknüpfung der Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="137"/>
        <source>Goalposts and bands</source>
        <translation>Eckwerte und Zielbänder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="138"/>
        <source>Leaving out one indicator</source>
        <translation>Weglassen eines Indikators</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="139"/>
        <source>System of units (units or mean of their cells)</source>
        <translation>Räumliches Bezugssystem (Einheiten oder Mittel ihrer Zellen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/robustness.py" line="163"/>
        <source>{rank}. {name}: rank {low} to {high} in 90 % of the variants, among the top in {top}</source>
        <translation>{rank}. {name}: Rang {low} bis {high} in 90 % der Varianten, unter den ersten in {top}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="23"/>
        <source>Save rule for conflicts and synergies</source>
        <translation>Regel für Konflikte und Synergien speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="27"/>
        <source>Stores a rule in the study, given as JSON: a shipped one that was changed (its id is K1 to K9 or S1 to S8), or one of the town's own (E1, E2 …). The definition names kind, title, sectors, operands, operator, threshold, reason, measures, source and status; what it must not say is refused with the reason. The dialog of the rules writes it for you. Evaluate the rules again afterwards.</source>
        <translation>Speichert eine Regel in der Studie, angegeben als JSON: eine geänderte mitgelieferte (ihre Nummer ist K1 bis K9 oder S1 bis S8) oder eine eigene der Stadt (E1, E2 …). Die Festlegung nennt kind, title, sectors, operands, operator, threshold, reason, measures, source und status; was nicht möglich ist, wird mit dem Grund abgelehnt. Der Dialog der Regeln schreibt sie für Sie. Werten Sie die Regeln danach neu aus.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="38"/>
        <source>Definition (JSON)</source>
        <translation>Festlegung (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="66"/>
        <source>Reset rule for conflicts and synergies</source>
        <translation>Regel für Konflikte und Synergien zurücksetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="70"/>
        <source>Takes back what the town changed of a shipped rule (K1 to K9, S1 to S8), or removes one of its own rules. Evaluate the rules again afterwards.</source>
        <translation>Nimmt zurück, was die Stadt an einer mitgelieferten Regel (K1 bis K9, S1 bis S8) geändert hat, oder entfernt eine ihrer eigenen Regeln. Werten Sie die Regeln danach neu aus.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="79"/>
        <source>Rule (id)</source>
        <translation>Regel (Nummer)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/rules.py" line="80"/>
        <source>Rules reset</source>
        <translation>Zurückgesetzte Regeln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/group_parameters.py" line="16"/>
        <source>Assessment scheme (id; the one in force if empty)</source>
        <translation>Bewertungsschema (Kennung; ohne Angabe das geltende)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="31"/>
        <source>Assessment scheme (id)</source>
        <translation>Bewertungsschema (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="56"/>
        <source>Store or import assessment scheme</source>
        <translation>Bewertungsschema speichern oder importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="60"/>
        <source>Stores an assessment scheme in the study: which indicators make the index, how they are turned into scores, weighed and combined, and what happens where values are missing. It comes from a file (of another town, written by “Export assessment scheme”) or as JSON text. A scheme of the same id is replaced and its results are removed. Indicators that the study lacks are left out when it is applied, and told.</source>
        <translation>Speichert ein Bewertungsschema in der Studie: welche Indikatoren den Index bilden, wie sie in Punkte umgerechnet, gewichtet und verknüpft werden und was bei fehlenden Werten geschieht. Es kommt aus einer Datei (einer anderen Stadt, geschrieben mit „Bewertungsschema exportieren“) oder als JSON-Text. Ein Schema mit derselben Kennung wird ersetzt, seine Ergebnisse werden gelöscht. Indikatoren, die der Studie fehlen, bleiben bei der Anwendung außen vor und werden genannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="71"/>
        <source>File with a scheme</source>
        <translation>Datei mit einem Schema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="73"/>
        <source>… or its definition (JSON)</source>
        <translation>… oder seine Festlegung (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="76"/>
        <source>Put in force</source>
        <translation>In Kraft setzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="113"/>
        <source>Copy assessment scheme</source>
        <translation>Bewertungsschema kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="117"/>
        <source>Stores a copy of an assessment scheme under another title. The original and its results stay as they are; the copy can be changed in the overlay wizard.</source>
        <translation>Speichert eine Kopie eines Bewertungsschemas unter einem anderen Titel. Das Original und seine Ergebnisse bleiben unverändert; die Kopie lässt sich im Überlagerungs-Assistenten ändern.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="127"/>
        <source>Title of the copy</source>
        <translation>Titel der Kopie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="151"/>
        <source>Put assessment scheme in force</source>
        <translation>Bewertungsschema in Kraft setzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="155"/>
        <source>Makes an assessment scheme the one whose index maps, atlas and document show. If its needs have not been assessed yet, run “Assess needs” next. The scheme that every study has is called “standard”.</source>
        <translation>Macht ein Bewertungsschema zu dem, dessen Index Karten, Atlas und Dokument zeigen. Sind die Bedarfe danach noch nicht ermittelt, führen Sie als Nächstes „Bedarfe ermitteln“ aus. Das Schema, das jede Studie hat, heißt „standard“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="176"/>
        <source>The needs by this scheme have not been assessed yet.</source>
        <translation>Die Bedarfe nach diesem Schema sind noch nicht ermittelt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="189"/>
        <source>Remove assessment scheme</source>
        <translation>Bewertungsschema löschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="193"/>
        <source>Removes an assessment scheme and the results made with it; focus areas stay, as they may have been drawn by hand. If it was in force, the standard scheme is again.</source>
        <translation>Löscht ein Bewertungsschema und die damit erzielten Ergebnisse; Fokusräume bleiben, denn sie können von Hand gezeichnet sein. War es in Kraft, gilt wieder das Standardschema.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="226"/>
        <source>Export assessment scheme</source>
        <translation>Bewertungsschema exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="230"/>
        <source>Writes an assessment scheme into a small text file (JSON) that holds no data of the town: indicators, scores, weights with their origin, rules and the plan of the robustness test. Another town imports it with “Store or import assessment scheme”. Those whose points or comparisons made the weights are numbered in it; their names are written only if you ask for them.</source>
        <translation>Schreibt ein Bewertungsschema in eine kleine Textdatei (JSON) ohne Daten der Stadt: Indikatoren, Punkte, Gewichte mit ihrer Herkunft, Regeln und den Plan der Robustheitsprüfung. Eine andere Stadt importiert es mit „Bewertungsschema speichern oder importieren“. Wer mit Punkten oder Vergleichen an den Gewichten mitgewirkt hat, ist darin nummeriert; Namen werden nur auf Wunsch geschrieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="242"/>
        <source>File for the scheme</source>
        <translation>Datei für das Schema</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/schemes.py" line="244"/>
        <source>With the names of those who gave points or compared</source>
        <translation>Mit den Namen derer, die Punkte vergeben oder verglichen haben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="29"/>
        <source>Suggest strengths and weaknesses</source>
        <translation>Stärken und Schwächen vorschlagen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="34"/>
        <source>Suggests strengths (score of at least 75) and weaknesses (score of at most 25) of the municipality by indicator and of its planning units by sector; opportunities and threats where a value changes reliably over at least five reference dates, and where the population is forecast to grow by 5 % or more in places of low or high need.</source>
        <translation>Schlägt Stärken (mindestens 75 Punkte) und Schwächen (höchstens 25 Punkte) der Stadt nach Indikatoren und ihrer Planungseinheiten nach Handlungsfeldern vor; Chancen und Risiken, wo sich ein Wert über mindestens fünf Stichtage verlässlich verändert und wo die Bevölkerung laut Prognose bei geringem oder hohem Bedarf um 5 % oder mehr wächst.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="41"/>
        <source>Suggestions are written into the table “Strengths and weaknesses” with the numbers they rest on. The document prints accepted entries only. What was decided or written by hand is never touched; suggestions whose basis is gone are removed.</source>
        <translation>Vorschläge stehen mit den Zahlen, auf denen sie beruhen, in der Tabelle „Stärken und Schwächen“. Das Dokument enthält nur übernommene Einträge. Entschiedenes und von Hand Geschriebenes bleibt unberührt; Vorschläge, deren Grundlage entfallen ist, werden entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="54"/>
        <source>New suggestions</source>
        <translation>Neue Vorschläge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="55"/>
        <source>Suggestions removed</source>
        <translation>Entfernte Vorschläge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="56"/>
        <source>Suggestions to be decided</source>
        <translation>Vorschläge, die zu entscheiden sind</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="80"/>
        <source>{new} suggestions added, {removed} removed, {waiting} to be decided.</source>
        <translation>{new} Vorschläge hinzugefügt, {removed} entfernt, {waiting} zu entscheiden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="100"/>
        <source>Decide on strengths and weaknesses</source>
        <translation>Über Stärken und Schwächen entscheiden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="104"/>
        <source>Accepts or rejects entries of the table “Strengths and weaknesses” by their numbers (S1, W3 …), or makes them suggestions again. The document prints accepted entries only. The text of a single entry can be changed at the same time. The table itself can be edited as a layer, too.</source>
        <translation>Übernimmt oder verwirft Einträge der Tabelle „Stärken und Schwächen“ nach ihren Nummern (S1, W3 …) oder macht sie wieder zu Vorschlägen. Das Dokument enthält nur übernommene Einträge. Der Text eines einzelnen Eintrags lässt sich dabei ändern. Die Tabelle ist auch als Layer bearbeitbar.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="114"/>
        <source>Numbers of the entries, comma separated</source>
        <translation>Nummern der Einträge, mit Komma getrennt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="119"/>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="125"/>
        <source>Text of the entry (as it is if empty)</source>
        <translation>Text des Eintrags (leer: unverändert)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/swot.py" line="127"/>
        <source>Entries changed</source>
        <translation>Geänderte Einträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/base.py" line="56"/>
        <source>Overlay and assessment</source>
        <translation>Überlagerung und Bewertung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/cluster_parameters.py" line="21"/>
        <source>cells that touch at an edge or a corner</source>
        <translation>Zellen, die sich an Kante oder Ecke berühren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/cluster_parameters.py" line="22"/>
        <source>cells whose centres are within a distance</source>
        <translation>Zellen, deren Mittelpunkte höchstens so weit auseinander liegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/cluster_parameters.py" line="24"/>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/cluster_parameters.py" line="27"/>
        <source>Distance of neighbours (m)</source>
        <translation>Abstand der Nachbarn (m)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/cluster_parameters.py" line="33"/>
        <source>Control the false discovery rate (recommended)</source>
        <translation>Falscherkennungsrate begrenzen (empfohlen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/group_parameters.py" line="22"/>
        <source>Indicator that tells deprived areas (id; the index of social deprivation if empty)</source>
        <translation>Indikator für benachteiligte Gebiete (Kennung; leer: Index der sozialen Benachteiligung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/group_parameters.py" line="25"/>
        <source>Value from which an area is deprived (the catalogue’s threshold if empty)</source>
        <translation>Wert, ab dem ein Gebiet als benachteiligt gilt (leer: Schwelle des Katalogs)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/group_parameters.py" line="27"/>
        <source>Year of the population forecast (the last one if empty)</source>
        <translation>Jahr der Bevölkerungsprognose (leer: das letzte)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/pairs_panel.py" line="85"/>
        <source>An&amp;swers of</source>
        <translation>An&amp;tworten von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wizards/overlay/sliders_panel.py" line="99"/>
        <source>Make all e&amp;qual</source>
        <translation>Alle glei&amp;ch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/commands.py" line="397"/>
        <source>The design has been stored.</source>
        <translation>Die Gestaltung wurde gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="51"/>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="73"/>
        <source>Why it is left out</source>
        <translation>Warum sie fehlt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="102"/>
        <source>Pa&amp;per</source>
        <translation>&amp;Papier</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="103"/>
        <source>&amp;Output</source>
        <translation>Aus&amp;gabe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="104"/>
        <source>300 dpi for print, 150 dpi for screens and mail.</source>
        <translation>300 dpi für den Druck, 150 dpi für Bildschirm und E-Mail.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="105"/>
        <source>&amp;Resolution</source>
        <translation>A&amp;uflösung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="77"/>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="109"/>
        <source>Open in la&amp;yout designer</source>
        <translation>In der La&amp;youtgestaltung öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="112"/>
        <source>Save as the town's &amp;template…</source>
        <translation>Als &amp;Vorlage der Stadt speichern …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="116"/>
        <source>&amp;Map display…</source>
        <translation>Kar&amp;tendarstellung …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="122"/>
        <source>Change pages</source>
        <translation>Seiten ändern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="143"/>
        <source>The atlas has no pages yet.</source>
        <translation>Der Atlas hat noch keine Seiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="184"/>
        <source>Left out ({count})</source>
        <translation>Weggelassen ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="191"/>
        <source>{chosen} of {all} pages chosen</source>
        <translation>{chosen} von {all} Seiten ausgewählt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="196"/>
        <source>No page is chosen.</source>
        <translation>Es ist keine Seite ausgewählt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="218"/>
        <source>Folder for the pages</source>
        <translation>Ordner für die Seiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="231"/>
        <source>Pages written: {pages}.</source>
        <translation>Geschriebene Seiten: {pages}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="233"/>
        <source>Left out for lack of data: {omitted}.</source>
        <translation>Mangels Daten weggelassen: {omitted}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="259"/>
        <source>Layouts added to the project: {count}. They are listed under Project, Layouts; once changed, save one as the town&apos;s template.</source>
        <translation>Layouts im Projekt ergänzt: {count}. Sie stehen unter „Projekt“, „Layouts“; geändert kann eines als Vorlage der Stadt gespeichert werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="269"/>
        <source>Open pages as layouts</source>
        <translation>Seiten als Layouts öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="277"/>
        <source>Open {count} pages as layouts?</source>
        <translation>{count} Seiten als Layouts öffnen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="279"/>
        <source>Pages of one kind share a template: one of each kind is enough to change it.</source>
        <translation>Seiten einer Art haben eine gemeinsame Vorlage: Um sie zu ändern, genügt eine jeder Art.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="281"/>
        <source>&amp;Open all</source>
        <translation>Alle ö&amp;ffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="290"/>
        <source>No page is open as a layout: open one first and change it.</source>
        <translation>Es ist keine Seite als Layout geöffnet: Öffnen Sie zuerst eine und ändern Sie sie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="292"/>
        <source>Save as the town&apos;s template</source>
        <translation>Als Vorlage der Stadt speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="292"/>
        <source>&amp;Layout:</source>
        <translation>&amp;Layout:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="298"/>
        <source>Stored: all pages of this kind and paper are printed by “{layout}” from now on.</source>
        <translation>Gespeichert: Alle Seiten dieser Art und dieses Papierformats werden von nun an nach „{layout}“ gedruckt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="321"/>
        <source>One PDF with bookmarks</source>
        <translation>Ein PDF mit Lesezeichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="322"/>
        <source>One georeferenced PDF</source>
        <translation>Ein georeferenziertes PDF</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="323"/>
        <source>One PDF per page</source>
        <translation>Ein PDF je Seite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="324"/>
        <source>One georeferenced PDF per page</source>
        <translation>Ein georeferenziertes PDF je Seite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="325"/>
        <source>One picture per page (PNG)</source>
        <translation>Ein Bild je Seite (PNG)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="326"/>
        <source>One drawing per page (SVG)</source>
        <translation>Eine Zeichnung je Seite (SVG)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="331"/>
        <source>Pages are ordinary QGIS layouts: open the chosen ones, change them, and save one as the town&apos;s template. The atlas follows it from then on.</source>
        <translation>Seiten sind gewöhnliche QGIS-Layouts: Öffnen Sie die ausgewählten, ändern Sie sie und speichern Sie eine als Vorlage der Stadt. Der Atlas richtet sich von da an danach.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="339"/>
        <source>Keeps an open layout in the study as the template of its kind of page and paper</source>
        <translation>Merkt sich ein geöffnetes Layout in der Studie als Vorlage für seine Art von Seite und sein Papierformat</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/atlas_dialog.py" line="343"/>
        <source>Kind of map, classes and colours of the indicator that is marked in the list</source>
        <translation>Kartenart, Klassen und Farben des Indikators, der in der Liste markiert ist</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="53"/>
        <source>Design</source>
        <translation>Gestaltung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="59"/>
        <source>Fonts and colours</source>
        <translation>Schriften und Farben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="60"/>
        <source>Logo and coat of arms</source>
        <translation>Logo und Wappen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="61"/>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="62"/>
        <source>Stamp</source>
        <translation>Stempel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="92"/>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="93"/>
        <source>&amp;Reset to the plugin&apos;s design</source>
        <translation>Auf Gestaltung des Plugins &amp;zurücksetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="96"/>
        <source>Take a design package of another study into this window</source>
        <translation>Gestaltungspaket einer anderen Studie in dieses Fenster übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="97"/>
        <source>Write the stored design into a package for other studies</source>
        <translation>Gespeicherte Gestaltung als Paket für andere Studien ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="114"/>
        <source>Preview: cover</source>
        <translation>Vorschau: Titelseite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="115"/>
        <source>Preview: page of an indicator</source>
        <translation>Vorschau: Seite eines Indikators</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="117"/>
        <source>Page in the preview</source>
        <translation>Seite in der Vorschau</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="172"/>
        <source>A drawn sample; pages of the study appear once indicators are computed.</source>
        <translation>Ein gezeichnetes Muster; Seiten der Studie erscheinen, sobald Indikatoren berechnet sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="189"/>
        <source>Choose logo</source>
        <translation>Logo wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="50"/>
        <source>Pictures (*.png *.jpg *.jpeg *.svg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.svg)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="193"/>
        <source>Choose coat of arms</source>
        <translation>Wappen wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="175"/>
        <source>Choose Word template</source>
        <translation>Word-Vorlage wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="208"/>
        <source>Return to the plugin&apos;s own design?</source>
        <translation>Zur Gestaltung des Plugins zurückkehren?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="211"/>
        <source>Logo, coat of arms, all templates and styles of maps are taken out. Nothing is stored before you choose “Store”.</source>
        <translation>Logo, Wappen, alle Vorlagen und Kartendarstellungen werden herausgenommen. Gespeichert wird erst mit „Speichern“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_design.py" line="26"/>
        <source>Import design</source>
        <translation>Gestaltung importieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="232"/>
        <source>Parts of the design taken over: {count}.</source>
        <translation>Übernommene Teile der Gestaltung: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="276"/>
        <source>{study}-design.zip</source>
        <translation>{study}-gestaltung.zip</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_design.py" line="23"/>
        <source>Export design</source>
        <translation>Gestaltung exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="282"/>
        <source>Parts of the design written: {count}.</source>
        <translation>Geschriebene Teile der Gestaltung: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/design_dialog.py" line="284"/>
        <source>What you have changed since is not in it: store it first.</source>
        <translation>Was Sie seither geändert haben, ist nicht dabei: Speichern Sie es zuerst.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="61"/>
        <source>&amp;New document</source>
        <translation>&amp;Neues Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="62"/>
        <source>&amp;Update an earlier one</source>
        <translation>Ein früheres &amp;aktualisieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="64"/>
        <source>&amp;PDF of it, too (by LibreOffice)</source>
        <translation>Auch als &amp;PDF (durch LibreOffice)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="65"/>
        <source>&amp;Summary as web page, too (HTML)</source>
        <translation>Auch &amp;Kurzfassung als Webseite (HTML)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="76"/>
        <source>&amp;Outline</source>
        <translation>&amp;Gliederung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="78"/>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="88"/>
        <source>Only what the plugin has written is renewed. Text written by hand stays exactly as it is; generated parts that were edited by hand are kept and listed.</source>
        <translation>Erneuert wird nur, was das Plugin geschrieben hat. Von Hand geschriebener Text bleibt genau, wie er ist; erzeugte Teile, die von Hand geändert wurden, bleiben erhalten und werden aufgelistet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="96"/>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="103"/>
        <source>Further files</source>
        <translation>Weitere Dateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="57"/>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="128"/>
        <source>the plugin&apos;s own template</source>
        <translation>Vorlage des Plugins</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="145"/>
        <source>the town&apos;s: {name}</source>
        <translation>die der Stadt: {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="146"/>
        <source>another file</source>
        <translation>andere Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="180"/>
        <source>Document to update</source>
        <translation>Dokument, das aktualisiert werden soll</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="203"/>
        <source>Choose the Word template.</source>
        <translation>Wählen Sie die Word-Vorlage.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="205"/>
        <source>Choose the document that is to be updated.</source>
        <translation>Wählen Sie das Dokument, das aktualisiert werden soll.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="254"/>
        <source>Parts renewed: {changed}. Parts kept because they were edited by hand: {kept}.</source>
        <translation>Erneuerte Teile: {changed}. Erhalten, weil von Hand geändert: {kept}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/document_dialog.py" line="274"/>
        <source>Export summary</source>
        <translation>Kurzfassung ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/histogram.py" line="34"/>
        <source>Distribution of the values</source>
        <translation>Verteilung der Werte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="45"/>
        <source>Font of &amp;pages</source>
        <translation>Schrift der &amp;Seiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="46"/>
        <source>Font of the &amp;document</source>
        <translation>Schrift des &amp;Dokuments</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="47"/>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="49"/>
        <source>&amp;Margin of pages</source>
        <translation>Seiten&amp;rand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="51"/>
        <source>Publisher (&amp;German)</source>
        <translation>Herausgeber (deu&amp;tsch)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="53"/>
        <source>Stands in the footer beside the municipality, such as the office in charge.</source>
        <translation>Steht in der Fußzeile neben der Kommune, etwa das zuständige Amt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="55"/>
        <source>Publisher (&amp;English)</source>
        <translation>Herausgeber (&amp;englisch)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="110"/>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="111"/>
        <source>Subtitles and remarks</source>
        <translation>Untertitel und Hinweise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="112"/>
        <source>Thin lines</source>
        <translation>Feine Linien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="113"/>
        <source>Backgrounds of bars</source>
        <translation>Hintergrund von Balken</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="114"/>
        <source>Main colour</source>
        <translation>Hauptfarbe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="115"/>
        <source>Second colour</source>
        <translation>Zweitfarbe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="143"/>
        <source>White text on the main colour has a contrast of {ratio} : 1; pages take a darker shade for it.</source>
        <translation>Weiße Schrift auf der Hauptfarbe hat nur einen Kontrast von {ratio} : 1; Seiten nehmen dafür einen dunkleren Ton.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="147"/>
        <source>Texts in this colour have a contrast of {ratio} : 1 to white paper.</source>
        <translation>Texte haben auf weißem Papier nur einen Kontrast von {ratio} : 1.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="148"/>
        <source>Subtitles in this colour have a contrast of {ratio} : 1 to white paper.</source>
        <translation>Untertitel haben auf weißem Papier nur einen Kontrast von {ratio} : 1.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="157"/>
        <source>At least {ratio} : 1 is needed to be read by everybody: choose a darker one.</source>
        <translation>Damit alle sie lesen können, sind mindestens {ratio} : 1 nötig: Wählen Sie eine dunklere Farbe.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="162"/>
        <source>This font is not installed here; {font} takes its place on pages.</source>
        <translation>Diese Schrift ist hier nicht installiert; auf Seiten steht dafür {font}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/look_page.py" line="166"/>
        <source>This font is not installed here; Word uses it where it is.</source>
        <translation>Diese Schrift ist hier nicht installiert; Word verwendet sie dort, wo sie es ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="46"/>
        <source>Map display</source>
        <translation>Kartendarstellung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="72"/>
        <source>Map &amp;of</source>
        <translation>Ka&amp;rte von</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="101"/>
        <source>&amp;Usual style</source>
        <translation>&amp;Übliche Darstellung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="103"/>
        <source>&amp;Store</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="121"/>
        <source>all indicators without a style of their own</source>
        <translation>allen Indikatoren ohne eigene Darstellung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="123"/>
        <source>{title} (own style)</source>
        <translation>{title} (eigene Darstellung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="144"/>
        <source>Discard the change that has not been stored?</source>
        <translation>Die nicht gespeicherte Änderung verwerfen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="210"/>
        <source>The page cannot be drawn; the log says why.</source>
        <translation>Die Seite kann nicht gezeichnet werden; das Protokoll sagt, warum.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="230"/>
        <source>Stored: maps, atlas and document follow it from now on.</source>
        <translation>Gespeichert: Karten, Atlas und Dokument richten sich von nun an danach.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/map_style_dialog.py" line="243"/>
        <source>Remove this style: the one for all indicators holds again, else the plugin&apos;s</source>
        <translation>Diese Darstellung entfernen: Es gilt wieder die für alle Indikatoren, sonst die des Plugins</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_rows.py" line="67"/>
        <source>Cover and contents</source>
        <translation>Titel und Inhalt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="52"/>
        <source>Pages of the atlas</source>
        <translation>Seiten des Atlas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="59"/>
        <source>Of the pages that the search shows</source>
        <translation>Von den Seiten, die die Suche zeigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="61"/>
        <source>Only &amp;kind</source>
        <translation>Nur A&amp;rt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="71"/>
        <source>&amp;All</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_tree.py" line="72"/>
        <source>&amp;None</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="12"/>
        <source>Cover</source>
        <translation>Titelseite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="13"/>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="14"/>
        <source>How to read the atlas</source>
        <translation>So lesen Sie den Atlas</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="18"/>
        <source>Justice of distribution</source>
        <translation>Verteilungsgerechtigkeit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="19"/>
        <source>Fact sheets</source>
        <translation>Steckbriefe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="22"/>
        <source>Overview of measures</source>
        <translation>Maßnahmen im Überblick</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="254"/>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/page_words.py" line="26"/>
        <source>What is left out</source>
        <translation>Was weggelassen wurde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="35"/>
        <source>A4 landscape</source>
        <translation>A4 quer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="36"/>
        <source>A4 portrait</source>
        <translation>A4 hoch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="37"/>
        <source>A3 landscape</source>
        <translation>A3 quer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="38"/>
        <source>A3 portrait</source>
        <translation>A3 hoch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="80"/>
        <source>{name} ({size} kB)</source>
        <translation>{name} ({size} kB)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="96"/>
        <source>Stands at the top of every page and on the cover of the document.</source>
        <translation>Steht oben auf jeder Seite und auf dem Titelblatt des Dokuments.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="97"/>
        <source>Using a coat of arms needs the consent of the municipality.</source>
        <translation>Ein Wappen darf nur mit Zustimmung der Kommune verwendet werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="98"/>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="53"/>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="54"/>
        <source>Coat of arms</source>
        <translation>Wappen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="106"/>
        <source>PNG, JPEG or SVG, at most 5 MB; SVG without scripts and linked files.</source>
        <translation>PNG, JPEG oder SVG, höchstens 5 MB; SVG ohne Skripte und verknüpfte Dateien.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="124"/>
        <source>The town&apos;s own .docx with its styles, header and footer. The strategy document is written into it.</source>
        <translation>Die eigene .docx der Stadt mit Formatvorlagen, Kopf- und Fußzeile. Das Strategiedokument wird in sie geschrieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="55"/>
        <source>Word template</source>
        <translation>Word-Vorlage</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="134"/>
        <source>None yet. Open pages from the atlas window in the layout designer, change them and save them as the town&apos;s template.</source>
        <translation>Noch keine. Öffnen Sie Seiten aus dem Fenster „Atlas ausgeben“ in der Layoutgestaltung, ändern Sie sie und speichern Sie sie als Vorlage der Stadt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="140"/>
        <source>Remove selected</source>
        <translation>Ausgewählte entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="141"/>
        <source>Page templates and styles of maps</source>
        <translation>Seitenvorlagen und Kartendarstellungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="157"/>
        <source>Page: {kind}, {format}</source>
        <translation>Seite: {kind}, {format}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="160"/>
        <source>Map: {indicator}</source>
        <translation>Karte: {indicator}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="161"/>
        <source>all indicators without one of their own</source>
        <translation>alle Indikatoren ohne eigene</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="190"/>
        <source>Every page and the cover of the document carry a stamp that says whether the study is a draft.</source>
        <translation>Jede Seite und das Titelblatt des Dokuments tragen einen Stempel, der sagt, ob die Studie ein Entwurf ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="195"/>
        <source>&amp;Draft</source>
        <translation>E&amp;ntwurf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="196"/>
        <source>De&amp;cided</source>
        <translation>Bes&amp;chlossen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="199"/>
        <source>Town council, 12 March 2026, paper 26/117</source>
        <translation>Stadtrat, 12.03.2026, Vorlage 26/117</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="200"/>
        <source>Decision (&amp;who, when, number of the paper):</source>
        <translation>Beschluss (&amp;wer, wann, Nummer der Vorlage):</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/parts_pages.py" line="235"/>
        <source>It is not said yet who decided when.</source>
        <translation>Es steht noch nicht dabei, wer wann beschlossen hat.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/preview.py" line="133"/>
        <source>Title of a page</source>
        <translation>Titel einer Seite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/preview.py" line="134"/>
        <source>Subtitle and remarks</source>
        <translation>Untertitel und Hinweise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/preview.py" line="141"/>
        <source>Key figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/preview.py" line="143"/>
        <source>Remark</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="50"/>
        <source>Re&amp;verse the colours</source>
        <translation>Farben &amp;umkehren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="51"/>
        <source>choose one</source>
        <translation>bitte wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="53"/>
        <source>&amp;Kind of map</source>
        <translation>&amp;Kartenart</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="54"/>
        <source>Second &amp;indicator</source>
        <translation>Zweiter &amp;Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="55"/>
        <source>&amp;Circles show</source>
        <translation>Kreise &amp;zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="56"/>
        <source>Circles &amp;grow</source>
        <translation>Kreise &amp;wachsen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="57"/>
        <source>Class &amp;breaks</source>
        <translation>Klassen&amp;grenzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="58"/>
        <source>Numbers with semicolons between them</source>
        <translation>Zahlen, getrennt durch Semikolons</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="59"/>
        <source>&amp;Fixed breaks</source>
        <translation>&amp;Feste Grenzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="60"/>
        <source>&amp;Number of classes</source>
        <translation>A&amp;nzahl der Klassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="61"/>
        <source>&amp;Ramp</source>
        <translation>Far&amp;bverlauf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="63"/>
        <source>&amp;Two hues meet at</source>
        <translation>Farben &amp;treffen sich bei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="64"/>
        <source>&amp;Value</source>
        <translation>W&amp;ert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="168"/>
        <source>Coloured areas</source>
        <translation>Gefärbte Flächen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="169"/>
        <source>Circles</source>
        <translation>Kreise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="170"/>
        <source>Dots, each for so many people</source>
        <translation>Punkte, je für so viele Menschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="171"/>
        <source>Two indicators in one map</source>
        <translation>Zwei Indikatoren in einer Karte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="174"/>
        <source>automatic (at targets)</source>
        <translation>automatisch (an Zielwerten)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="175"/>
        <source>even steps around the target</source>
        <translation>gleiche Schritte um den Zielwert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="176"/>
        <source>quantiles (as many units each)</source>
        <translation>Quantile (gleich viele Einheiten)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="177"/>
        <source>natural breaks</source>
        <translation>natürliche Klassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="178"/>
        <source>equal steps</source>
        <translation>gleiche Schritte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="179"/>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="182"/>
        <source>as the field of action</source>
        <translation>wie das Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="183"/>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="185"/>
        <source>purple</source>
        <translation>violett</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="186"/>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="189"/>
        <source>two hues: purple, orange</source>
        <translation>zweifarbig: violett, orange</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="190"/>
        <source>two hues: brown, blue-green</source>
        <translation>zweifarbig: braun, blaugrün</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="191"/>
        <source>two hues: purple, green</source>
        <translation>zweifarbig: violett, grün</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="192"/>
        <source>two hues: red, blue</source>
        <translation>zweifarbig: rot, blau</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="195"/>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="196"/>
        <source>the target</source>
        <translation>dem Zielwert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="197"/>
        <source>the good band</source>
        <translation>dem guten Bereich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="198"/>
        <source>the value of the municipality</source>
        <translation>dem Wert der Kommune</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="199"/>
        <source>a value of your own</source>
        <translation>einem eigenen Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="202"/>
        <source>the value itself</source>
        <translation>den Wert selbst</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="203"/>
        <source>the inhabitants</source>
        <translation>die Einwohnerzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="206"/>
        <source>by area</source>
        <translation>mit der Fläche</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/paper/style_form.py" line="207"/>
        <source>as eyes judge (Flannery)</source>
        <translation>wie das Auge schätzt (Flannery)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="71"/>
        <source>Prints the study: the map atlas as PDF, pictures or layouts that can be changed, and the strategy as an editable Word document that is brought up to date later without losing what was written by hand. Both follow the town&apos;s design: fonts, colours, logo, coat of arms, templates. A QGIS project inside the study file is for colleagues without this plugin.</source>
        <translation>Bringt die Studie auf Papier: den Kartenatlas als PDF, als Bilder oder als Layouts, die sich ändern lassen, und die Strategie als bearbeitbares Word-Dokument, das später aktualisiert wird, ohne dass von Hand Geschriebenes verloren geht. Beide folgen der Gestaltung der Stadt: Schriften, Farben, Logo, Wappen, Vorlagen. Ein QGIS-Projekt in der Studiendatei ist für Kolleginnen und Kollegen ohne dieses Plugin.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="140"/>
        <source>Strategy document…</source>
        <translation>Strategiedokument …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="141"/>
        <source>Design…</source>
        <translation>Gestaltung …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="142"/>
        <source>Map display…</source>
        <translation>Kartendarstellung …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_document.py" line="27"/>
        <source>Check accessibility of a document</source>
        <translation>Barrierefreiheit eines Dokuments prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_document.py" line="31"/>
        <source>Checks a Word document (.docx), also one that you have edited or that was not made here, for what BITV 2.0 and EN 301 549 ask of documents and a program can see: title, language, order of headings, alternative texts, header rows of tables, real lists, links and contrast. The log names each place and what to do. Whether an alternative text says the right thing, people must judge.</source>
        <translation>Prüft ein Word-Dokument (.docx), auch ein bearbeitetes oder fremdes, auf das, was BITV 2.0 und EN 301 549 von Dokumenten verlangen und ein Programm sehen kann: Titel, Sprache, Reihenfolge der Überschriften, Alternativtexte, Kopfzeilen von Tabellen, echte Listen, Verweise und Kontrast. Das Protokoll nennt jede Stelle und was zu tun ist. Ob ein Alternativtext das Richtige sagt, müssen Menschen beurteilen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/document_pdf.py" line="40"/>
        <source>Word document</source>
        <translation>Word-Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_document.py" line="43"/>
        <source>Number of findings</source>
        <translation>Zahl der Befunde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_document.py" line="44"/>
        <source>Findings that shut people out</source>
        <translation>Befunde, die Menschen ausschließen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_document.py" line="61"/>
        <source>Accessibility: {count} findings, {errors} of them shut people out.</source>
        <translation>Barrierefreiheit: {count} Befunde, davon {errors}, die Menschen ausschließen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/document_pdf.py" line="27"/>
        <source>Write document as PDF</source>
        <translation>Dokument als PDF schreiben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/document_pdf.py" line="31"/>
        <source>Writes a Word document (.docx), also one that you have edited, as PDF with tags for screen readers, bookmarks and page numbers in its lists. LibreOffice does it and must be installed; your settings and open windows of LibreOffice are not touched.</source>
        <translation>Schreibt ein Word-Dokument (.docx), auch ein von Ihnen bearbeitetes, als PDF mit Strukturangaben für Vorleseprogramme, Lesezeichen und Seitenzahlen in den Verzeichnissen. Das erledigt LibreOffice, das installiert sein muss; Ihre Einstellungen und offenen Fenster von LibreOffice bleiben unberührt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/document_pdf.py" line="42"/>
        <source>PDF document</source>
        <translation>PDF-Dokument</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="112"/>
        <source>PDF: {path}</source>
        <translation>PDF: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_atlas.py" line="29"/>
        <source>Writes the atlas of the study as one PDF with bookmarks and vector maps: cover, contents, pages for needs, products of the overlay, indicators, focus areas, planning units and measures, method and sources.

Pages: kinds such as “cover, contents, indicator, unit” or single pages such as “unit:07”, with commas between; the contents list what was chosen. Pages without data are left out and listed. Pages for which the town has a template follow it.

Georeferenced: every map of the PDF carries its coordinates (ISO 32000 geospatial measure), so that PDF viewers show them and QGIS and GDAL open the page in its place. The PDF holds no layers to switch on and off.</source>
        <translation>Schreibt den Atlas der Studie als ein PDF mit Lesezeichen und Vektorkarten: Titelseite, Inhalt, Seiten zu Bedarfen, Ergebnissen der Überlagerung, Indikatoren, Schwerpunkträumen, Planungseinheiten und Maßnahmen, Methode und Quellen.

Seiten: Arten wie „cover, contents, indicator, unit“ oder einzelne Seiten wie „unit:07“, mit Komma getrennt; das Inhaltsverzeichnis nennt, was gewählt wurde. Seiten ohne Daten entfallen und werden aufgeführt. Seiten, für die die Kommune eine Vorlage hat, folgen dieser.

Georeferenziert: Jede Karte des PDF trägt ihre Koordinaten (räumlicher Maßstab nach ISO 32000), sodass PDF-Betrachter sie anzeigen und QGIS und GDAL die Seite lagerichtig öffnen. Das PDF enthält keine Ebenen zum Ein- und Ausschalten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="54"/>
        <source>Georeferenced PDF</source>
        <translation>Georeferenziertes PDF</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_design.py" line="27"/>
        <source>Writes the design of the study into one ZIP file: theme, logo, coat of arms, Word template, page templates and styles of maps, but no data. Other studies take it over with “Import design”. The theme file inside is a text that can be edited; a study without own design gives the plugin's one to start from.</source>
        <translation>Schreibt die Gestaltung der Studie in eine ZIP-Datei: Gestaltungsdatei, Logo, Wappen, Word-Vorlage, Seitenvorlagen und Kartendarstellungen, aber keine Daten. Andere Studien übernehmen sie mit „Gestaltung importieren“. Die Gestaltungsdatei darin ist ein Text, der bearbeitet werden kann; eine Studie ohne eigene Gestaltung liefert die des Plugins als Ausgangspunkt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_design.py" line="38"/>
        <source>Note on rights (logo, coat of arms)</source>
        <translation>Hinweis zu Rechten (Logo, Wappen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_design.py" line="41"/>
        <source>Design package</source>
        <translation>Gestaltungspaket</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_design.py" line="42"/>
        <source>Parts of the design written</source>
        <translation>Geschriebene Teile der Gestaltung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_design.py" line="53"/>
        <source>Logo and coat of arms belong to {municipality} and may be used only with its consent. Fonts are not part of this package.</source>
        <translation>Logo und Wappen gehören {municipality} und dürfen nur mit Zustimmung der Kommune verwendet werden. Schriften sind nicht Teil dieses Pakets.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="43"/>
        <source>Writes the strategy as a Word document (.docx): headings, table of contents, captions, maps, tables and findings in sentences, with sources and method annex. Everything generated stands in content controls. Given an earlier export to bring up to date, only those are exchanged that nobody edited; text written by hand stays as it is, generated parts edited by hand are kept, and a change list tells what moved. Edit such a document in Word: LibreOffice does not save the content controls.</source>
        <translation>Schreibt die Strategie als Word-Dokument (.docx): Überschriften, Inhaltsverzeichnis, Beschriftungen, Karten, Tabellen und Befunde in Sätzen, mit Quellen und Methodenanhang. Alles Erzeugte steht in Inhaltssteuerelementen. Wird ein früherer Export zum Fortschreiben angegeben, werden nur die Teile ausgetauscht, die niemand bearbeitet hat; von Hand geschriebener Text bleibt, wie er ist, von Hand geänderte erzeugte Teile bleiben stehen, und eine Änderungsliste sagt, was sich bewegt hat. Bearbeiten Sie ein solches Dokument in Word: LibreOffice speichert die Inhaltssteuerelemente nicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="63"/>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="66"/>
        <source>Word template of the town</source>
        <translation>Word-Vorlage der Kommune</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="67"/>
        <source>Earlier export to bring up to date</source>
        <translation>Früherer Export, der fortgeschrieben wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="69"/>
        <source>Also write a PDF (needs LibreOffice)</source>
        <translation>Auch ein PDF schreiben (braucht LibreOffice)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="76"/>
        <source>Number of changed parts</source>
        <translation>Anzahl geänderter Teile</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="77"/>
        <source>Number of edited parts kept</source>
        <translation>Anzahl von Hand geänderter Teile, die stehen blieben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="78"/>
        <source>Change list</source>
        <translation>Änderungsliste</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="136"/>
        <source>Generated parts edited by hand that stand unchanged: {number}</source>
        <translation>Erzeugte Teile, die von Hand geändert wurden und stehen blieben: {number}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="139"/>
        <source>Change list: {path}</source>
        <translation>Änderungsliste: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_document.py" line="141"/>
        <source>Copy of the document as it was: {path}</source>
        <translation>Kopie des Dokuments, wie es war: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="33"/>
        <source>Export pages of the atlas</source>
        <translation>Atlasseiten einzeln exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="37"/>
        <source>Writes pages of the atlas into a folder, one file each, named after number and title.

PDF keeps maps as vectors and texts as texts. In a georeferenced PDF every map carries its coordinates, for PDF viewers, QGIS and GDAL. PNG pictures have the resolution given; a world file for the page&apos;s main map is written beside them if wanted. SVG draws letters as shapes, so that they look the same everywhere.

Files of the same name are replaced when all pages are ready; if the export is cancelled or fails, the old ones stay.</source>
        <translation>Schreibt Seiten des Atlas in einen Ordner, je eine Datei, benannt nach Nummer und Titel.

PDF behält Karten als Vektoren und Texte als Texte. In einem georeferenzierten PDF trägt jede Karte ihre Koordinaten, für PDF-Betrachter, QGIS und GDAL. PNG-Bilder haben die angegebene Auflösung; auf Wunsch entsteht daneben eine World-Datei für die Hauptkarte der Seite. SVG zeichnet Buchstaben als Formen, damit sie überall gleich aussehen.

Gleichnamige Dateien werden ersetzt, wenn alle Seiten fertig sind; wird der Export abgebrochen oder schlägt er fehl, bleiben die alten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="53"/>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="55"/>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="56"/>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="58"/>
        <source>Kind of files</source>
        <translation>Art der Dateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="62"/>
        <source>Resolution of PNG (dpi)</source>
        <translation>Auflösung der PNG (dpi)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_pages.py" line="65"/>
        <source>World file beside every PNG</source>
        <translation>World-Datei neben jedem PNG</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_summary.py" line="27"/>
        <source>Export summary page for the council</source>
        <translation>Zusammenfassung für den Rat exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_summary.py" line="31"/>
        <source>Writes the main findings, up to ten key figures, maps, focus areas and measures as one web page (.html) for the council information system: a single accessible file with all pictures inside that loads nothing from the network.</source>
        <translation>Schreibt die wichtigsten Feststellungen, bis zu zehn Kennzahlen, Karten, Fokusräume und Maßnahmen als eine Webseite (.html) für das Ratsinformationssystem: eine einzige barrierearme Datei, die alle Bilder enthält und nichts aus dem Netz nachlädt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_summary.py" line="46"/>
        <source>Summary page</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_summary.py" line="63"/>
        <source>Summary page: {path}</source>
        <translation>Zusammenfassung: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_design.py" line="30"/>
        <source>Takes the design over that “Export design” has written for another study: theme, logo, coat of arms, Word template, page templates and styles of maps. Parts that the package does not hold stay as they are, unless you let the whole design be replaced.

Everything is checked first: if one part is bad, nothing is stored. Macros, scripts and contents from the internet are refused.</source>
        <translation>Übernimmt die Gestaltung, die „Gestaltung exportieren“ für eine andere Studie geschrieben hat: Gestaltungsdatei, Logo, Wappen, Word-Vorlage, Seitenvorlagen und Kartendarstellungen. Teile, die nicht im Paket liegen, bleiben, wie sie sind, wenn Sie nicht die ganze Gestaltung ersetzen lassen.

Alles wird zuerst geprüft: Ist ein Teil fehlerhaft, wird nichts gespeichert. Makros, Skripte und Inhalte aus dem Internet werden abgelehnt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_design.py" line="43"/>
        <source>Replace the whole design of the study</source>
        <translation>Die ganze Gestaltung der Studie ersetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="68"/>
        <source>Parts of the design stored</source>
        <translation>Gespeicherte Teile der Gestaltung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/open_pages.py" line="23"/>
        <source>Open atlas pages as layouts</source>
        <translation>Atlasseiten als Layouts öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/open_pages.py" line="27"/>
        <source>Adds pages of the atlas to the layouts of the open project, with the layers they show in a group that is switched off. They are ordinary QGIS layouts: change them in the layout designer and export them there, or save one as the town's template with “Save page template”.

Parts of the page (map, legend, notes …) are groups with a name: move, enlarge or delete them, change font, colour, frame and background of texts, and add texts, pictures, lines and logos of your own. Items that are locked belong to no part; they are drawn anew on every page. What a map shows and at which scale is decided page by page.</source>
        <translation>Fügt Seiten des Atlas den Layouts des geöffneten Projekts hinzu; die Layer, die sie zeigen, kommen in eine ausgeschaltete Gruppe. Es sind gewöhnliche QGIS-Layouts: Ändern Sie sie im Layoutfenster und exportieren Sie sie dort, oder speichern Sie eines mit „Seitenvorlage speichern“ als Vorlage der Kommune.

Teile der Seite (Karte, Legende, Hinweise …) sind benannte Gruppen: Verschieben, vergrößern oder löschen Sie sie, ändern Sie Schrift, Farbe, Rahmen und Hintergrund von Texten und fügen Sie eigene Texte, Bilder, Linien und Logos hinzu. Gesperrte Elemente gehören zu keinem Teil; sie werden auf jeder Seite neu gezeichnet. Was eine Karte in welchem Maßstab zeigt, wird für jede Seite neu bestimmt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/open_pages.py" line="42"/>
        <source>Layouts</source>
        <translation>Layouts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/open_pages.py" line="43"/>
        <source>Names of the layouts</source>
        <translation>Namen der Layouts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="29"/>
        <source>Save page template</source>
        <translation>Seitenvorlage speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="33"/>
        <source>Stores a layout that was opened with “Open atlas pages as layouts” and changed in the layout designer as the town's template for its kind of page and paper. From then on the atlas draws all pages of this kind and paper like it, in every language; other kinds and papers stay as they are.

Kept are: place and size of parts; font, size, colour, alignment, frame and background of texts; frame, grid and rotation of maps; parts that were deleted; everything that was added, with pictures up to 5 MB. Not kept are words that were changed and what a map shows: they belong to the page.</source>
        <translation>Speichert ein Layout, das mit „Atlasseiten als Layouts öffnen“ geöffnet und im Layoutfenster geändert wurde, als Vorlage der Kommune für diese Seitenart und dieses Papier. Von da an zeichnet der Atlas alle Seiten dieser Art auf diesem Papier so, in jeder Sprache; andere Arten und Papiere bleiben, wie sie sind.

Übernommen werden: Lage und Größe von Teilen; Schriftart, Größe, Farbe, Ausrichtung, Rahmen und Hintergrund von Texten; Rahmen, Gitter und Drehung von Karten; gelöschte Teile; alles Hinzugefügte, Bilder bis 5 MB. Nicht übernommen werden geänderte Wörter und der Kartenausschnitt: Sie gehören zur einzelnen Seite.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="46"/>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="92"/>
        <source>Template (kind and paper)</source>
        <translation>Vorlage (Seitenart und Papier)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="64"/>
        <source>Template stored: {template}</source>
        <translation>Vorlage gespeichert: {template}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="77"/>
        <source>Remove page template</source>
        <translation>Seitenvorlage entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="81"/>
        <source>Removes the town's template for a kind of page and a paper from the study; the plugin's own page is used again. The kind is the one that “Save page template” names, such as “indicator” or “unit”.</source>
        <translation>Entfernt die Vorlage der Kommune für eine Seitenart und ein Papier aus der Studie; dann gilt wieder die Seite des Plugins. Die Seitenart ist die, die „Seitenvorlage speichern“ nennt, etwa „indicator“ oder „unit“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="90"/>
        <source>Kind of page</source>
        <translation>Seitenart</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/page_templates.py" line="109"/>
        <source>Template removed: {template}</source>
        <translation>Vorlage entfernt: {template}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="33"/>
        <source>Set design</source>
        <translation>Gestaltung festlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="37"/>
        <source>Gives the study the town's corporate design, which map pages, charts and documents follow from then on: a theme file (fonts, colours, margin, publisher), logo and coat of arms (PNG, JPEG or SVG up to 5 MB) and a Word template. What is not given stays as it is; what is named under “Remove” goes first, and the plugin's own design takes its place.

The state is printed as a stamp on every page: a draft, or decided with the decision beside it.

Everything is checked first: if one file is bad, nothing is stored.</source>
        <translation>Gibt der Studie die Gestaltung der Stadt, der Kartenseiten, Diagramme und Dokumente von da an folgen: eine Gestaltungsdatei (Schriften, Farben, Rand, Herausgeber), Logo und Wappen (PNG, JPEG oder SVG bis 5 MB) und eine Word-Vorlage. Was nicht angegeben wird, bleibt, wie es ist; was unter „Entfernen“ steht, geht zuerst, und an seine Stelle tritt die Gestaltung des Plugins.

Der Stand wird als Stempel auf jede Seite gedruckt: Entwurf, oder beschlossen mit dem Beschluss daneben.

Alles wird zuerst geprüft: Ist eine Datei fehlerhaft, wird nichts gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="52"/>
        <source>Theme file</source>
        <translation>Gestaltungsdatei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="56"/>
        <source>Design package, taken over first</source>
        <translation>Gestaltungspaket, das zuerst übernommen wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="60"/>
        <source>State of the study (stamp)</source>
        <translation>Stand der Studie (Stempel)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="64"/>
        <source>Decision (who, when, number of the paper)</source>
        <translation>Beschluss (wer, wann, Nummer der Vorlage)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="66"/>
        <source>Remove (theme, logo, arms, document, page, map, all)</source>
        <translation>Entfernen (theme, logo, arms, document, page, map, all)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_design.py" line="69"/>
        <source>Parts of the design removed</source>
        <translation>Entfernte Teile der Gestaltung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="50"/>
        <source>Indicator (id; all that have no style of their own if empty)</source>
        <translation>Indikator (Kennung; leer: alle, die keinen eigenen Stil haben)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="74"/>
        <source>Set map style</source>
        <translation>Kartenstil festlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="78"/>
        <source>Decides how the map of an indicator looks in the project, in the atlas and in documents. Kinds of map: choropleth (coloured areas), symbols (circles, for counts or for the number of people), dots (one dot for so many people, coloured by the value of their unit), bivariate (two indicators on one map). Methods for class breaks: automatic (at targets, else between natural groups), target (even steps around the target), quantile (as many units in each class), natural (natural breaks), equal (equal steps), fixed (your own breaks). Breaks are readable numbers and never separate equal values. Ramps: sector (the hue of the field of action), blues, greens, purples, greys, viridis, cividis, and with two hues puor, brbg, prgn, rdbu; all can be told apart with colour vision deficiencies. Colours of two hues meet at the good band, the target, the mean (the value of the municipality) or a value of your own. Without an indicator the style holds for all indicators that have none of their own, as far as it suits them.</source>
        <translation>Legt fest, wie die Karte eines Indikators im Projekt, im Atlas und in Dokumenten aussieht. Kartenarten: choropleth (Flächenfarben), symbols (Kreise für Mengen oder für die Zahl der Menschen), dots (ein Punkt für so und so viele Menschen in der Farbe des Wertes ihrer Raumeinheit), bivariate (zwei Indikatoren in einer Karte). Verfahren für Klassengrenzen: automatic (an Zielwerten, sonst zwischen natürlichen Gruppen), target (gleichmäßige Schritte um den Zielwert), quantile (gleich viele Raumeinheiten je Klasse), natural (natürliche Brüche), equal (gleiche Schritte), fixed (eigene Grenzen). Grenzen sind lesbare Zahlen und trennen nie gleiche Werte. Farbverläufe: sector (Farbton des Handlungsfelds), blues, greens, purples, greys, viridis, cividis und mit zwei Farbtönen puor, brbg, prgn, rdbu; alle sind auch bei Farbfehlsichtigkeit zu unterscheiden. Zwei Farbtöne treffen sich am Zielband (band), am Zielwert (target), beim Wert der Kommune (mean) oder bei einem eigenen Wert (value). Ohne Angabe eines Indikators gilt der Stil für alle, die keinen eigenen haben, soweit er zu ihnen passt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="96"/>
        <source>Kind of map</source>
        <translation>Kartenart</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="97"/>
        <source>Method for class breaks</source>
        <translation>Verfahren für Klassengrenzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="98"/>
        <source>Colour ramp</source>
        <translation>Farbverlauf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="99"/>
        <source>Where two hues meet</source>
        <translation>Wo sich zwei Farbtöne treffen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="100"/>
        <source>What circles stand for</source>
        <translation>Wofür Kreise stehen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="101"/>
        <source>How circles grow</source>
        <translation>Wie Kreise wachsen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="107"/>
        <source>Number of classes</source>
        <translation>Zahl der Klassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="114"/>
        <source>Fixed breaks (numbers with semicolons between them)</source>
        <translation>Feste Grenzen (Zahlen mit Strichpunkten dazwischen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="117"/>
        <source>Reverse the colours</source>
        <translation>Farben umkehren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="120"/>
        <source>Value at which two hues meet</source>
        <translation>Wert, an dem sich zwei Farbtöne treffen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="124"/>
        <source>Second indicator (id; for maps of two indicators)</source>
        <translation>Zweiter Indikator (Kennung; für Karten zweier Indikatoren)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="130"/>
        <source>Map style (JSON)</source>
        <translation>Kartenstil (JSON)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="136"/>
        <source>Id as in the catalogue, such as gre_access_300m_share.</source>
        <translation>Kennung wie im Katalog, zum Beispiel gre_access_300m_share.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="137"/>
        <source>Shares and densities are best shown by coloured areas, counts by circles.</source>
        <translation>Anteile und Dichten zeigt man am besten mit Flächenfarben, Mengen mit Kreisen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="138"/>
        <source>How the values are divided into classes.</source>
        <translation>Wie die Werte in Klassen geteilt werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="139"/>
        <source>How many classes are wanted; fewer where the values do not carry as many.</source>
        <translation>Wie viele Klassen es werden sollen; weniger, wo die Werte nicht so viele tragen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="142"/>
        <source>For the method fixed; without the least and the greatest value.</source>
        <translation>Für das Verfahren fixed; ohne den kleinsten und den größten Wert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="143"/>
        <source>puor, brbg, prgn and rdbu have two hues; all others go from light to dark.</source>
        <translation>puor, brbg, prgn und rdbu haben zwei Farbtöne; alle anderen gehen von hell nach dunkel.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="144"/>
        <source>Dark for low values, or the two hues exchanged.</source>
        <translation>Dunkel für niedrige Werte, oder die beiden Farbtöne vertauscht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="145"/>
        <source>For ramps of two hues; automatic takes the good band, the target or the mean.</source>
        <translation>Für Verläufe mit zwei Farbtönen; automatic nimmt das Zielband, den Zielwert oder den Wert der Kommune.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="148"/>
        <source>Needed where two hues meet at a value of your own.</source>
        <translation>Nötig, wenn sich zwei Farbtöne bei einem eigenen Wert treffen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="149"/>
        <source>Shown together with the first one in three by three classes.</source>
        <translation>Wird zusammen mit dem ersten in drei mal drei Klassen gezeigt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="150"/>
        <source>The value itself (counts only), or the people of the planning unit.</source>
        <translation>Der Wert selbst (nur Mengen) oder die Menschen der Raumeinheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="151"/>
        <source>In proportion to their area, or a little faster, as eyes judge circles.</source>
        <translation>Im Verhältnis der Fläche oder etwas stärker, wie das Auge Kreise schätzt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="203"/>
        <source>Remove map style</source>
        <translation>Kartenstil entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="207"/>
        <source>Removes the style that was set for the map of an indicator. The style for all indicators holds again, or the usual one: coloured areas with breaks at the target. Without an indicator the style for all indicators is removed.</source>
        <translation>Entfernt den Stil, der für die Karte eines Indikators festgelegt wurde. Dann gilt wieder der Stil für alle Indikatoren oder der übliche: Flächenfarben mit Klassengrenzen am Zielwert. Ohne Angabe eines Indikators wird der Stil für alle Indikatoren entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/set_map_style.py" line="217"/>
        <source>Indicator (id; the style for all indicators if empty)</source>
        <translation>Indikator (Kennung; leer: der Stil für alle Indikatoren)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="96"/>
        <source>Left out: {reason}</source>
        <translation>Ausgelassen: {reason}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="41"/>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="47"/>
        <source>Pages: kinds or keys with commas between (empty: the whole atlas)</source>
        <translation>Seiten: Arten oder Schlüssel, mit Komma getrennt (leer: der ganze Atlas)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="53"/>
        <source>Pages left out for lack of data</source>
        <translation>Mangels Daten entfallene Seiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="72"/>
        <source>Left out, as the study holds nothing to show there:</source>
        <translation>Entfallen, weil die Studie dafür nichts enthält:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/atlas_parameters.py" line="76"/>
        <source>Texts had to be cut for lack of room on: {pages}</source>
        <translation>Texte mussten aus Platzmangel gekürzt werden auf: {pages}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/register_words.py" line="22"/>
        <source>Sheet “{sheet}”, row {row}</source>
        <translation>Blatt „{sheet}“, Zeile {row}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/register_words.py" line="26"/>
        <source>column “{column}”</source>
        <translation>Spalte „{column}“</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/register_words.py" line="49"/>
        <source>into the bin</source>
        <translation>in den Papierkorb</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/register_words.py" line="49"/>
        <source>absent, stays</source>
        <translation>fehlt, bleibt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/register_words.py" line="51"/>
        <source>belongs to what goes into the bin</source>
        <translation>gehört zu dem, was in den Papierkorb kommt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="12"/>
        <source>Specific</source>
        <translation>Spezifisch</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="13"/>
        <source>Measurable</source>
        <translation>Messbar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="15"/>
        <source>Relevant</source>
        <translation>Relevant</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="16"/>
        <source>Timed</source>
        <translation>Terminiert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="23"/>
        <source>give the goal a title</source>
        <translation>dem Ziel einen Titel geben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="24"/>
        <source>choose a field of action</source>
        <translation>ein Handlungsfeld wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="25"/>
        <source>choose the area anew: the study does not have all these planning units</source>
        <translation>das Gebiet neu wählen: Die Studie hat nicht alle diese Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="26"/>
        <source>choose an indicator or add a quantity</source>
        <translation>einen Indikator wählen oder eine Messgröße anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="27"/>
        <source>choose another indicator: the catalogue does not know this one</source>
        <translation>einen anderen Indikator wählen: Diesen kennt der Katalog nicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="28"/>
        <source>enter a baseline</source>
        <translation>einen Ausgangswert eintragen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="29"/>
        <source>enter a target</source>
        <translation>einen Zielwert eintragen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="30"/>
        <source>check the target: it is no better than the baseline</source>
        <translation>den Zielwert prüfen: Er ist nicht besser als der Ausgangswert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="31"/>
        <source>check the target: the indicator cannot have such a value</source>
        <translation>den Zielwert prüfen: Einen solchen Wert kann der Indikator nicht haben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="32"/>
        <source>name who is responsible</source>
        <translation>die Zuständigkeit eintragen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="34"/>
        <source>enter a target year</source>
        <translation>ein Zieljahr eintragen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="35"/>
        <source>check the target year: it is not later than the baseline</source>
        <translation>das Zieljahr prüfen: Es liegt nicht nach dem Ausgangswert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="42"/>
        <source>cannot be told</source>
        <translation>offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="40"/>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="53"/>
        <source>goal:Z1, measure:M2, or free text</source>
        <translation>goal:Z1, measure:M2 oder freier Text</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="54"/>
        <source>&amp;Take over</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="56"/>
        <source>Adds the evidence that the study shows to this field.</source>
        <translation>Ergänzt dieses Feld um die Nachweise, die die Studie zeigt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="71"/>
        <source>&amp;Status</source>
        <translation>&amp;Status</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="72"/>
        <source>E&amp;xplanation</source>
        <translation>&amp;Erläuterung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="73"/>
        <source>&amp;Responsible</source>
        <translation>&amp;Zuständig</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="76"/>
        <source>Evi&amp;dence</source>
        <translation>&amp;Nachweise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/answer.py" line="97"/>
        <source>A status does not overrule what the study shows; both are printed.</source>
        <translation>Ein Status ersetzt nicht, was die Studie zeigt; beides wird gedruckt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="74"/>
        <source>Double-click or Enter opens the goal or measure.</source>
        <translation>Doppelklick oder Eingabetaste öffnet das Ziel oder die Maßnahme.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="83"/>
        <source>What the study shows</source>
        <translation>Was die Studie zeigt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="84"/>
        <source>Evidence in the study</source>
        <translation>Nachweise in der Studie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="85"/>
        <source>Entries of the municipality</source>
        <translation>Angaben der Kommune</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="185"/>
        <source>The study cannot tell; please answer below.</source>
        <translation>Die Studie kann das nicht zeigen; bitte unten beantworten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="220"/>
        <source>{state} by the study; the answer says: {answer}</source>
        <translation>{state} nach der Studie; die Antwort sagt: {answer}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="223"/>
        <source>{state} by the answer; the study cannot tell</source>
        <translation>{state} nach der Antwort; die Studie kann es nicht zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/page.py" line="231"/>
        <source>Source: {source} ({status})</source>
        <translation>Quelle: {source} ({status})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="36"/>
        <source>Funding check and comparison with the Charter</source>
        <translation>Förderprüfung und Charta-Abgleich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/window.py" line="67"/>
        <source>Funding check</source>
        <translation>Förderprüfung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/window.py" line="68"/>
        <source>Comparison with the Charter</source>
        <translation>Charta-Abgleich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/window.py" line="72"/>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="126"/>
        <source>Re&amp;load</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/window.py" line="124"/>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/window.py" line="170"/>
        <source>Indicators and runs are shown in the cockpit and the document.</source>
        <translation>Indikatoren und Rechenläufe zeigen das Cockpit und das Dokument.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="29"/>
        <source>fulfilled</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="30"/>
        <source>partly fulfilled</source>
        <translation>teilweise erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="31"/>
        <source>not fulfilled</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="32"/>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="33"/>
        <source>not applicable</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="48"/>
        <source>Goal {name}</source>
        <translation>Ziel {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="49"/>
        <source>Measure {name}</source>
        <translation>Maßnahme {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="50"/>
        <source>Indicator {name}</source>
        <translation>Indikator {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="51"/>
        <source>Procedure {name}</source>
        <translation>Verfahren {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/funding/words.py" line="52"/>
        <source>Run {name}</source>
        <translation>Rechenlauf {name}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="20"/>
        <source>New vision</source>
        <translation>Neues Leitbild</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="21"/>
        <source>New main goal</source>
        <translation>Neues Oberziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="22"/>
        <source>New sub-goal</source>
        <translation>Neues Teilziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="71"/>
        <source>Example: A green town of short distances</source>
        <translation>Beispiel: Eine grüne Stadt der kurzen Wege</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="72"/>
        <source>Example: Recreation close to home</source>
        <translation>Beispiel: Erholung nahe der Wohnung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/actions.py" line="73"/>
        <source>Example: More people live near public green space</source>
        <translation>Beispiel: Mehr Menschen wohnen nahe einer öffentlichen Grünfläche</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/empty.py" line="21"/>
        <source>This study has no goals yet.</source>
        <translation>Diese Studie hat noch keine Ziele.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/empty.py" line="22"/>
        <source>Goals form a tree: a vision on top, main goals below it, and sub-goals with an indicator, a baseline and a target. Begin with the vision, bring in a spreadsheet, or look at an example first; it is marked as such and can be removed again.</source>
        <translation>Ziele bilden einen Baum: oben ein Leitbild, darunter Oberziele, darunter Teilziele mit Indikator, Ausgangswert und Zielwert. Beginnen Sie mit dem Leitbild, übernehmen Sie eine Tabelle oder sehen Sie sich zuerst ein Beispiel an; es ist als solches gekennzeichnet und lässt sich wieder entfernen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/empty.py" line="30"/>
        <source>Create vision</source>
        <translation>Leitbild anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/empty.py" line="31"/>
        <source>Import spreadsheet…</source>
        <translation>Tabelle übernehmen…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="357"/>
        <source>Create example</source>
        <translation>Beispiel anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="48"/>
        <source>What the spreadsheet changes</source>
        <translation>Was die Tabelle ändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="51"/>
        <source>Put rows that the spreadsheet does not have into the bin</source>
        <translation>Zeilen, die in der Tabelle fehlen, in den Papierkorb legen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="76"/>
        <source>Places that cannot be read: {count}. Nothing can be imported yet.</source>
        <translation>Stellen, die sich nicht lesen lassen: {count}. So kann nichts übernommen werden.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="79"/>
        <source>Rows added: {added}, changed: {changed}, not in the spreadsheet: {absent}.</source>
        <translation>Neue Zeilen: {added}, geändert: {changed}, nicht in der Tabelle: {absent}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/fields.py" line="79"/>
        <source>Type a part of the name</source>
        <translation>Teil des Namens eingeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="43"/>
        <source>From results</source>
        <translation>Aus Ergebnissen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="47"/>
        <source>Value of the indicator where the goal is valid, at the study&apos;s reference date.</source>
        <translation>Wert des Indikators dort, wo das Ziel gilt, zum Stichtag der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="66"/>
        <source>What is to be reached</source>
        <translation>Was erreicht werden soll</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="76"/>
        <source>How it is measured</source>
        <translation>Woran es gemessen wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="93"/>
        <source>Further quantities</source>
        <translation>Weitere Messgrößen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="98"/>
        <source>Where, and who is responsible</source>
        <translation>Wo es gilt und wer zuständig ist</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="103"/>
        <source>whole municipality</source>
        <translation>ganze Gemeinde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="104"/>
        <source>Valid for</source>
        <translation>Gilt für</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="109"/>
        <source>Example, no decision of the town</source>
        <translation>Beispiel, kein Beschluss der Kommune</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/form.py" line="113"/>
        <source>What it contributes to</source>
        <translation>Wozu es beiträgt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/light.py" line="43"/>
        <source>Visions and main goals are not checked for SMART.</source>
        <translation>Leitbilder und Oberziele werden nicht auf SMART geprüft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/light.py" line="57"/>
        <source>Whether the target can be reached, nothing in the study tells.</source>
        <translation>Ob der Zielwert erreichbar ist, lässt sich aus der Studie nicht ablesen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/model.py" line="142"/>
        <source>All five letters hold.</source>
        <translation>Alle fünf Buchstaben sind erfüllt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="64"/>
        <source>Goal</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/quantities.py" line="163"/>
        <source>Add quantity</source>
        <translation>Messgröße anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/quantities.py" line="77"/>
        <source>Remove quantity…</source>
        <translation>Messgröße entfernen…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/quantities.py" line="161"/>
        <source>New quantity</source>
        <translation>Neue Messgröße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="88"/>
        <source>Search goals</source>
        <translation>Ziele suchen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="97"/>
        <source>&amp;Reload</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="196"/>
        <source>Choose a goal on the left.</source>
        <translation>Links ein Ziel auswählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="137"/>
        <source>Every change is stored at once; Undo takes it back. Drag goals, or move them by Alt and the arrow keys; Insert adds one, F2 renames, Delete removes.</source>
        <translation>Jede Änderung wird sofort gespeichert und lässt sich rückgängig machen. Ziele mit der Maus ziehen oder mit Alt und den Pfeiltasten verschieben; Einfg legt eines an, F2 benennt um, Entf entfernt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="298"/>
        <source>Number, title and level must not be empty.</source>
        <translation>Nummer, Titel und Zielebene dürfen nicht leer sein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="315"/>
        <source>Rename goal</source>
        <translation>Ziel umbenennen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="329"/>
        <source>Move goal</source>
        <translation>Ziel verschieben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="349"/>
        <source>New goal</source>
        <translation>Neues Ziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="363"/>
        <source>{title} (copy)</source>
        <translation>{title} (Kopie)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="365"/>
        <source>Duplicate goal</source>
        <translation>Ziel duplizieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/window.py" line="400"/>
        <source>Baseline from results</source>
        <translation>Ausgangswert aus Ergebnissen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="118"/>
        <source>Import spreadsheet</source>
        <translation>Tabelle übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="131"/>
        <source>Export spreadsheet</source>
        <translation>Tabelle ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/exchange.py" line="136"/>
        <source>Something is running; try again when it has ended.</source>
        <translation>Gerade läuft etwas; versuchen Sie es danach noch einmal.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="410"/>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="22"/>
        <source>&amp;New goal</source>
        <translation>&amp;Neues Ziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="22"/>
        <source>Below the chosen goal (Insert)</source>
        <translation>Unter dem gewählten Ziel (Einfg)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="23"/>
        <source>New &amp;vision</source>
        <translation>Neues &amp;Leitbild</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="23"/>
        <source>A goal on top</source>
        <translation>Ein Ziel ganz oben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="121"/>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="26"/>
        <source>A copy with its quantities, without the goals below it</source>
        <translation>Eine Kopie mit ihren Messgrößen, ohne die Ziele darunter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="28"/>
        <source>Remo&amp;ve…</source>
        <translation>Ent&amp;fernen…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="28"/>
        <source>Into the bin (Delete)</source>
        <translation>In den Papierkorb (Entf)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="31"/>
        <source>&amp;Bin…</source>
        <translation>&amp;Papierkorb…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="31"/>
        <source>Put removed rows back</source>
        <translation>Entfernte Zeilen zurückholen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="34"/>
        <source>Merge a spreadsheet of the register, after showing what it changes</source>
        <translation>Eine Tabelle des Registers übernehmen; vorher wird gezeigt, was sich ändert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="38"/>
        <source>Write the register into a spreadsheet to be edited</source>
        <translation>Das Register als Tabelle zum Bearbeiten ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="45"/>
        <source>The baseline was that of the former indicator and has been emptied; check the target, too.</source>
        <translation>Der Ausgangswert gehörte zum vorigen Indikator und wurde geleert; prüfen Sie auch den Zielwert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="54"/>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="56"/>
        <source>Goes with it: {rows}.</source>
        <translation>Wird mit entfernt: {rows}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="58"/>
        <source>Stays, but loses its reference or moves up: {rows}.</source>
        <translation>Bleibt, verliert aber den Verweis oder rückt auf: {rows}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/goals/words.py" line="60"/>
        <source>It can be undone here, and later be put back from the bin.</source>
        <translation>Das lässt sich hier rückgängig machen und später aus dem Papierkorb zurückholen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="168"/>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="78"/>
        <source>Effects</source>
        <translation>Wirkungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/basics.py" line="76"/>
        <source>Open address of the decision</source>
        <translation>Adresse des Beschlusses öffnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/basics.py" line="81"/>
        <source>&amp;Goals served, and the effect on each from −2 to +2</source>
        <translation>&amp;Bediente Ziele und die Wirkung auf jedes von −2 bis +2</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/basics.py" line="121"/>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/basics.py" line="163"/>
        <source>Effect on {goal}</source>
        <translation>Wirkung auf {goal}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/basics.py" line="190"/>
        <source>Effect of {measure} on {goal}</source>
        <translation>Wirkung von {measure} auf {goal}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="36"/>
        <source>Draw area on the map</source>
        <translation>Fläche zeichnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="37"/>
        <source>Draw line on the map</source>
        <translation>Linie zeichnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="38"/>
        <source>Set point on the map</source>
        <translation>Punkt setzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="50"/>
        <source>Layer with the selected features</source>
        <translation>Layer mit den ausgewählten Objekten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="51"/>
        <source>Take over selected features</source>
        <translation>Ausgewählte Objekte übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="66"/>
        <source>Only with the map of QGIS: open this window from the cockpit.</source>
        <translation>Nur mit der Karte von QGIS: dieses Fenster aus dem Cockpit öffnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="88"/>
        <source>Drawing cancelled; nothing changed.</source>
        <translation>Zeichnen abgebrochen; nichts wurde geändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="89"/>
        <source>Click on the map. Right click or Enter finishes, Backspace takes the last corner back, Esc cancels.</source>
        <translation>Auf die Karte klicken. Rechtsklick oder Eingabetaste schließt ab, die Rücktaste nimmt die letzte Ecke zurück, Esc bricht ab.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/drawing.py" line="126"/>
        <source>Choose a layer and select features in it on the map first.</source>
        <translation>Zuerst einen Layer wählen und auf der Karte Objekte darin auswählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effect_form.py" line="111"/>
        <source>No effect yet. “Add effect” lists what can be computed.</source>
        <translation>Noch keine Wirkung. „Wirkung hinzufügen“ zeigt, was berechnet werden kann.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effect_form.py" line="204"/>
        <source>From {low} to {high}</source>
        <translation>Von {low} bis {high}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="54"/>
        <source>Add effect</source>
        <translation>Wirkung hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="59"/>
        <source>Remove effect</source>
        <translation>Wirkung entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="69"/>
        <source>Effects are never stored in the data: a scenario lays them over the data, computes anew what they touch, and tells before and after.</source>
        <translation>Wirkungen werden nie in die Daten geschrieben: Ein Szenario legt sie über die Daten, rechnet neu, was sie berühren, und zeigt vorher und nachher.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="85"/>
        <source>Place of the effect</source>
        <translation>Ort der Wirkung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="174"/>
        <source>No place; none is needed.</source>
        <translation>Kein Ort; es braucht auch keinen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="175"/>
        <source>No place yet: without one this effect cannot be computed.</source>
        <translation>Noch kein Ort: Ohne ihn lässt sich die Wirkung nicht berechnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="177"/>
        <source>Area of {size} ha</source>
        <translation>Fläche von {size} ha</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="178"/>
        <source>Line of {size} m</source>
        <translation>Linie von {size} m</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="179"/>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/effects.py" line="240"/>
        <source>Effect of {measure}</source>
        <translation>Wirkung von {measure}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/fields.py" line="95"/>
        <source>2027, 2027-04 or 2027-04-15</source>
        <translation>2027, 2027-04 oder 2027-04-15</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/fields.py" line="97"/>
        <source>Year, month or day: 2027, 2027-04 or 2027-04-15</source>
        <translation>Jahr, Monat oder Tag: 2027, 2027-04 oder 2027-04-15</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/gantt.py" line="39"/>
        <source>Timetable of {count} measures</source>
        <translation>Zeitplan; Maßnahmen: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/gantt.py" line="82"/>
        <source>No measure has a date yet.</source>
        <translation>Noch keine Maßnahme hat ein Datum.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/gantt.py" line="178"/>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/gantt.py" line="179"/>
        <source>actual</source>
        <translation>tatsächlich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/listing.py" line="62"/>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="261"/>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="131"/>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/listing.py" line="59"/>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/listing.py" line="60"/>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/pane.py" line="51"/>
        <source>Field of action</source>
        <translation>Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="73"/>
        <source>Add row</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="74"/>
        <source>Remove row</source>
        <translation>Zeile entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="185"/>
        <source>Costs and financing add up, in total and in every year.</source>
        <translation>Kosten und Finanzierung stimmen überein, insgesamt und in jedem Jahr.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="206"/>
        <source>Financing</source>
        <translation>Finanzierung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="210"/>
        <source>own share {share} % of the financing</source>
        <translation>Eigenanteil {share} % der Finanzierung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="213"/>
        <source>incomplete: amounts are missing</source>
        <translation>unvollständig: Beträge fehlen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money.py" line="214"/>
        <source>Compared with an own share of {share} % of the eligible costs: project default after the split into thirds, no rule of law; the forms and rates of the Länder differ.</source>
        <translation>Verglichen mit einem Eigenanteil von {share} % der zuwendungsfähigen Kosten: Projektvorgabe nach der Drittelförderung, keine Rechtsvorschrift; Vordrucke und Sätze der Länder weichen ab.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/money_model.py" line="89"/>
        <source>“{text}” cannot be entered here: {field}. The value before has stayed.</source>
        <translation>„{text}“ kann hier nicht eingetragen werden: {field}. Der bisherige Wert ist geblieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/pane.py" line="50"/>
        <source>all fields of action</source>
        <translation>alle Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="78"/>
        <source>every status</source>
        <translation>jeder Status</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/pane.py" line="57"/>
        <source>No measure yet. “New measure” begins one; a whole register comes from a spreadsheet by the step “Import goals and measures”.</source>
        <translation>Noch keine Maßnahme. „Neue Maßnahme“ beginnt eine; ein ganzes Register kommt mit „Ziele und Maßnahmen importieren“ aus einer Tabelle.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/pane.py" line="87"/>
        <source>List of measures</source>
        <translation>Liste der Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="61"/>
        <source>Suggest units from the area</source>
        <translation>Einheiten aus der Fläche vorschlagen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="64"/>
        <source>Take over focus area</source>
        <translation>Fokusraum übernehmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="65"/>
        <source>Bring area up to date</source>
        <translation>Fläche aktualisieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="66"/>
        <source>Remove area</source>
        <translation>Fläche entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="79"/>
        <source>&amp;Planning units</source>
        <translation>&amp;Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="81"/>
        <source>&amp;Focus area</source>
        <translation>&amp;Fokusraum</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="147"/>
        <source>Area: {hectares} ha ({source})</source>
        <translation>Fläche: {hectares} ha ({source})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="150"/>
        <source>Places and effects on the map: {count}</source>
        <translation>Orte und Wirkungen auf der Karte: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/preview.py" line="77"/>
        <source>The measure has no place yet.</source>
        <translation>Die Maßnahme hat noch keinen Ort.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="172"/>
        <source>Planning units of {measure}</source>
        <translation>Planungseinheiten von {measure}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="210"/>
        <source>Area of {measure}</source>
        <translation>Fläche von {measure}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="199"/>
        <source>Place of {measure}</source>
        <translation>Ort von {measure}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="216"/>
        <source>Remove area of {measure}</source>
        <translation>Fläche von {measure} entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="231"/>
        <source>No further planning unit to suggest.</source>
        <translation>Keine weitere Planungseinheit vorzuschlagen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="234"/>
        <source>The area comes from its planning units already.</source>
        <translation>Die Fläche stammt schon aus ihren Planungseinheiten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/place.py" line="238"/>
        <source>Added by share of the area (at least 10 %, project default): {units}</source>
        <translation>Nach Anteil an der Fläche hinzugefügt (mindestens 10 %, Projektvorgabe): {units}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/preview.py" line="41"/>
        <source>Map of the measure</source>
        <translation>Karte der Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/timing.py" line="43"/>
        <source>Planned start</source>
        <translation>Beginn geplant</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/timing.py" line="44"/>
        <source>Planned end</source>
        <translation>Ende geplant</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/timing.py" line="45"/>
        <source>Actual start</source>
        <translation>Beginn tatsächlich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/timing.py" line="46"/>
        <source>Actual end</source>
        <translation>Ende tatsächlich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/timing.py" line="53"/>
        <source>&amp;Must be finished before</source>
        <translation>&amp;Muss vorher fertig sein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="110"/>
        <source>&amp;1 Basics</source>
        <translation>&amp;1 Grunddaten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="111"/>
        <source>&amp;2 Place</source>
        <translation>&amp;2 Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="112"/>
        <source>&amp;3 Schedule</source>
        <translation>&amp;3 Zeitplan</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="113"/>
        <source>&amp;4 Costs and financing</source>
        <translation>&amp;4 Kosten und Finanzierung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="114"/>
        <source>&amp;5 Effects</source>
        <translation>&amp;5 Wirkungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="115"/>
        <source>&amp;6 Digitalisation</source>
        <translation>&amp;6 Digitalisierung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="120"/>
        <source>&amp;New measure</source>
        <translation>&amp;Neue Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="123"/>
        <source>&amp;Bin</source>
        <translation>&amp;Papierkorb</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="297"/>
        <source>A measure needs a title, and a number without a comma.</source>
        <translation>Eine Maßnahme braucht einen Titel und eine Nummer ohne Komma.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="380"/>
        <source>New measure {number}</source>
        <translation>Neue Maßnahme {number}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="261"/>
        <source>Copy of {title}</source>
        <translation>Kopie von {title}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="394"/>
        <source>Remove {number}</source>
        <translation>{number} entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/window.py" line="396"/>
        <source>Removed; “Undo” or the bin bring it back.</source>
        <translation>Entfernt; „Rückgängig“ oder der Papierkorb holen es zurück.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/words.py" line="20"/>
        <source>Remove {number} “{title}”?</source>
        <translation>{number} „{title}“ entfernen?</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/words.py" line="25"/>
        <source>With it go: {parts}.</source>
        <translation>Mit entfernt werden: {parts}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/words.py" line="28"/>
        <source>The reference to it is taken out of: {parts}.</source>
        <translation>Der Verweis darauf wird gestrichen in: {parts}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/words.py" line="30"/>
        <source>Nothing is lost: “Undo” and the bin bring everything back.</source>
        <translation>Nichts geht verloren: „Rückgängig“ und der Papierkorb holen alles zurück.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/chart.py" line="39"/>
        <source>Values over time</source>
        <translation>Werte im Zeitverlauf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/chart.py" line="51"/>
        <source>There are no values to draw yet.</source>
        <translation>Noch gibt es keine Werte zu zeichnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/chart.py" line="149"/>
        <source>Target {value}</source>
        <translation>Zielwert {value}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="370"/>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="95"/>
        <source>To be expected</source>
        <translation>Zu erwarten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="108"/>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="112"/>
        <source>&amp;Add value …</source>
        <translation>Wert &amp;hinzufügen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="113"/>
        <source>&amp;Change …</source>
        <translation>&amp;Ändern …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="129"/>
        <source>&amp;Quantity</source>
        <translation>&amp;Messgröße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="273"/>
        <source>Give the goal a quantity in the window “Goals” first.</source>
        <translation>Geben Sie dem Ziel zuerst im Fenster „Ziele“ eine Messgröße.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/detail.py" line="277"/>
        <source>Values of indicators of the catalogue are computed, not entered.</source>
        <translation>Werte von Indikatoren des Katalogs werden berechnet und nicht eingetragen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="28"/>
        <source>Observed value</source>
        <translation>Beobachteter Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="39"/>
        <source>2026-06-30, 2026-06 or 2026</source>
        <translation>2026-06-30, 2026-06 oder 2026</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="42"/>
        <source>&amp;Date</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="43"/>
        <source>&amp;Value{unit}</source>
        <translation>&amp;Wert{unit}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="44"/>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/observation_form.py" line="45"/>
        <source>&amp;Note</source>
        <translation>&amp;Bemerkung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="59"/>
        <source>Monitoring of the goals</source>
        <translation>Monitoring der Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="82"/>
        <source>Light</source>
        <translation>Ampel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="109"/>
        <source>Quantity</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="110"/>
        <source>Baseline</source>
        <translation>Ausgangswert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="112"/>
        <source>Target year</source>
        <translation>Zieljahr</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="113"/>
        <source>≥ 1 value</source>
        <translation>≥ 1 Wert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="114"/>
        <source>≥ 2 values</source>
        <translation>≥ 2 Werte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="115"/>
        <source>Age of the latest value</source>
        <translation>Alter des neuesten Werts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="133"/>
        <source>Coverage and rules</source>
        <translation>Abdeckung und Regeln</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="266"/>
        <source>Add value</source>
        <translation>Wert hinzufügen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="275"/>
        <source>Change value</source>
        <translation>Wert ändern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="279"/>
        <source>Remove value</source>
        <translation>Wert entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="286"/>
        <source>Stored.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="311"/>
        <source>{count} months (stale)</source>
        <translation>{count} Mon. (veraltet)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/monitoring/window.py" line="311"/>
        <source>{count} months</source>
        <translation>{count} Mon.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/checklist.py" line="45"/>
        <source>(not in the register)</source>
        <translation>(nicht im Register)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="29"/>
        <source>Search in numbers, texts and answers</source>
        <translation>In Nummern, Texten und Antworten suchen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="37"/>
        <source>&amp;Open ones first</source>
        <translation>&amp;Offene zuerst</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="58"/>
        <source>without a sector</source>
        <translation>ohne Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="59"/>
        <source>without a category</source>
        <translation>ohne Kategorie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="60"/>
        <source>without a unit</source>
        <translation>ohne Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="79"/>
        <source>every procedure</source>
        <translation>jedes Verfahren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="80"/>
        <source>every sector</source>
        <translation>jedes Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="81"/>
        <source>every category</source>
        <translation>jede Kategorie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="82"/>
        <source>every unit</source>
        <translation>jede Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="92"/>
        <source>still open</source>
        <translation>noch offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="93"/>
        <source>weighed without an answer</source>
        <translation>abgewogen, ohne Antwort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/filters.py" line="94"/>
        <source>may name persons</source>
        <translation>nennt vielleicht Personen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="59"/>
        <source>&amp;Mask selected passage</source>
        <translation>Ausgewählte Stelle &amp;unkenntlich machen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="61"/>
        <source>Replaces a name or an address in the text by a mark, also in later imports.</source>
        <translation>Ersetzt einen Namen oder eine Anschrift im Text durch einen Vermerk, auch bei späteren Importen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="45"/>
        <source>Show on &amp;map</source>
        <translation>Auf der &amp;Karte zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="100"/>
        <source>&amp;Need</source>
        <translation>&amp;Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/listing.py" line="64"/>
        <source>Weighing</source>
        <translation>Abwägung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="114"/>
        <source>S&amp;tatus</source>
        <translation>S&amp;tatus</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="114"/>
        <source>&amp;Answer</source>
        <translation>&amp;Antwort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="166"/>
        <source>(as they are)</source>
        <translation>(wie bisher)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="185"/>
        <source>{count} contributions chosen</source>
        <translation>{count} Beiträge gewählt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="186"/>
        <source>No contribution chosen</source>
        <translation>Kein Beitrag gewählt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="191"/>
        <source>Status and answer are written to all of them; an empty answer leaves theirs.</source>
        <translation>Status und Antwort gelten für alle gewählten; eine leere Antwort lässt deren Antworten stehen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="197"/>
        <source>{count} for</source>
        <translation>{count} dafür</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="198"/>
        <source>{count} against</source>
        <translation>{count} dagegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="199"/>
        <source>comments: {count}</source>
        <translation>Kommentare: {count}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="203"/>
        <source>without a place</source>
        <translation>ohne Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="204"/>
        <source>example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="209"/>
        <source>⚠ May name persons (“{words}”): please read, and mask names.</source>
        <translation>⚠ Nennt vielleicht Personen („{words}“): bitte lesen und Namen unkenntlich machen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="223"/>
        <source>near</source>
        <translation>in der Nähe</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="224"/>
        <source>same unit</source>
        <translation>gleiche Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="225"/>
        <source>same sector</source>
        <translation>gleiches Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="226"/>
        <source>served by a linked measure</source>
        <translation>von einer verknüpften Maßnahme bedient</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="288"/>
        <source>because …</source>
        <translation>weil …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="289"/>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="294"/>
        <source>⚠ Please say why: without a reason this does not count as answered.</source>
        <translation>⚠ Bitte begründen: Ohne Begründung gilt der Beitrag nicht als beantwortet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/form.py" line="296"/>
        <source>⚠ Please say what becomes of it: without an answer it does not count as answered.</source>
        <translation>⚠ Bitte sagen, was daraus wird: Ohne Antwort gilt der Beitrag nicht als beantwortet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="38"/>
        <source>Import contributions</source>
        <translation>Beiträge einlesen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="76"/>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="80"/>
        <source>as recognised</source>
        <translation>wie erkannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="85"/>
        <source>other table</source>
        <translation>andere Tabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="89"/>
        <source>as suggested</source>
        <translation>wie vorgeschlagen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="92"/>
        <source>From &amp;file …</source>
        <translation>Aus &amp;Datei …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="104"/>
        <source>Choose a procedure of the list to import its contributions again.</source>
        <translation>Ein Verfahren der Liste wählen, um seine Beiträge erneut einzulesen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="106"/>
        <source>not stored</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="108"/>
        <source>The contributions are &amp;examples</source>
        <translation>Die Beiträge sind &amp;Beispiele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="110"/>
        <source>Use located contributions in the &amp;inventory (indicator of participation)</source>
        <translation>Verortete Beiträge auch in der Bestands&amp;aufnahme verwenden (Indikator der Beteiligung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="112"/>
        <source>Column of the file</source>
        <translation>Spalte der Datei</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="371"/>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="135"/>
        <source>&amp;Files</source>
        <translation>&amp;Dateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="136"/>
        <source>&amp;Read as</source>
        <translation>&amp;Lesen als</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="138"/>
        <source>&amp;Procedure (short id)</source>
        <translation>&amp;Verfahren (kurze Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="139"/>
        <source>&amp;Title of the procedure</source>
        <translation>&amp;Titel des Verfahrens</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="144"/>
        <source>&amp;Mapping</source>
        <translation>&amp;Zuordnung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="150"/>
        <source>Reference system of the coordinates</source>
        <translation>Koordinatensystem der Koordinaten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="151"/>
        <source>&amp;Store this mapping as</source>
        <translation>Zuordnung &amp;speichern als</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="154"/>
        <source>What is stored</source>
        <translation>Was gespeichert wird</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="155"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="156"/>
        <source>Sectors</source>
        <translation>Handlungsfelder</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="159"/>
        <source>Only what the first page shows is stored. Names inside texts cannot be found by a program: read all texts before anything is published, and mask names in the window.</source>
        <translation>Gespeichert wird nur, was die erste Seite zeigt. Namen in Texten findet kein Programm: Lesen Sie alle Texte, bevor etwas veröffentlicht wird, und machen Sie Namen im Fenster unkenntlich.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="205"/>
        <source>because of the columns {columns}</source>
        <translation>wegen der Spalten {columns}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="207"/>
        <source>No file chosen yet.</source>
        <translation>Noch keine Datei gewählt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="228"/>
        <source>(not read)</source>
        <translation>(wird nicht gelesen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="270"/>
        <source>Not read, and stored nowhere: {columns}</source>
        <translation>Nicht gelesen und nirgends gespeichert: {columns}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="309"/>
        <source>Mapping of columns</source>
        <translation>Zuordnung der Spalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="355"/>
        <source>Contributions are being read …</source>
        <translation>Beiträge werden eingelesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="369"/>
        <source>Number of the contribution</source>
        <translation>Nummer des Beitrags</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="373"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="374"/>
        <source>Votes for</source>
        <translation>Zustimmungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="375"/>
        <source>Votes against</source>
        <translation>Ablehnungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="376"/>
        <source>Number of comments</source>
        <translation>Anzahl der Kommentare</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="377"/>
        <source>Name of the district</source>
        <translation>Name des Gebiets</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="378"/>
        <source>Located</source>
        <translation>Verortet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="379"/>
        <source>East or longitude</source>
        <translation>Ostwert oder Länge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="380"/>
        <source>North or latitude</source>
        <translation>Nordwert oder Breite</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/importing.py" line="381"/>
        <source>Latitude;longitude in one column</source>
        <translation>Breite;Länge in einer Spalte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/listing.py" line="88"/>
        <source>The answer is missing.</source>
        <translation>Die Antwort fehlt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/listing.py" line="90"/>
        <source>The text may name persons.</source>
        <translation>Der Text nennt vielleicht Personen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="67"/>
        <source>Participation: contributions and answers</source>
        <translation>Beteiligung: Beiträge und Antworten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="113"/>
        <source>&amp;Import …</source>
        <translation>&amp;Einlesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="114"/>
        <source>&amp;Write table …</source>
        <translation>&amp;Tabelle ausgeben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="115"/>
        <source>&amp;Read table …</source>
        <translation>Ta&amp;belle einlesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="116"/>
        <source>&amp;Density and hot spots</source>
        <translation>&amp;Dichte und Hotspots</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="119"/>
        <source>&amp;Previous</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="120"/>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="121"/>
        <source>Store and next open one (Ctrl+Enter)</source>
        <translation>Speichern und nächster offener (Strg+Eingabe)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="166"/>
        <source>There are no contributions yet. Import an export of your participation platform: DIPAS, CONSUL, LimeSurvey or any table. Columns about persons are never stored, e-mail addresses and telephone numbers in texts are masked.</source>
        <translation>Es gibt noch keine Beiträge. Lesen Sie einen Export Ihrer Beteiligungsplattform ein: DIPAS, CONSUL, LimeSurvey oder eine andere Tabelle. Spalten zu Personen werden nie gespeichert, E-Mail-Adressen und Telefonnummern in Texten unkenntlich gemacht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="250"/>
        <source>{shown} of {all} contributions, {open} still open</source>
        <translation>{shown} von {all} Beiträgen, {open} noch offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="257"/>
        <source>{answered} of {all} answered ({rate} %)</source>
        <translation>{answered} von {all} beantwortet ({rate} %)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="280"/>
        <source>Weigh {number}</source>
        <translation>{number} abwägen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="282"/>
        <source>Weigh {count} contributions</source>
        <translation>{count} Beiträge abwägen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="298"/>
        <source>No other contribution among those shown is open.</source>
        <translation>Von den gezeigten Beiträgen ist kein weiterer offen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="317"/>
        <source>Your answer was: {answer}</source>
        <translation>Ihre Antwort war: {answer}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="358"/>
        <source>Masked for good; this cannot be undone.</source>
        <translation>Endgültig unkenntlich gemacht; das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="399"/>
        <source>{added} contributions added, {updated} updated, {masked} passages masked.</source>
        <translation>{added} Beiträge neu, {updated} aktualisiert, {masked} Stellen unkenntlich gemacht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="52"/>
        <source>Table to be filled</source>
        <translation>Auszufüllende Tabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="47"/>
        <source>Filled table</source>
        <translation>Ausgefüllte Tabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="420"/>
        <source>The table was read.</source>
        <translation>Die Tabelle wurde eingelesen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/participation/window.py" line="425"/>
        <source>The density of contributions was computed.</source>
        <translation>Die Dichte der Beiträge wurde berechnet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="45"/>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="53"/>
        <source>Removed on</source>
        <translation>Entfernt am</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="54"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="66"/>
        <source>Choose all that went &amp;together</source>
        <translation>Alles &amp;gemeinsam Entfernte wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="67"/>
        <source>&amp;Put back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="68"/>
        <source>&amp;Delete for good…</source>
        <translation>&amp;Endgültig löschen…</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="87"/>
        <source>What was removed from the register stays in the study file. A row is put back with all its fields; references to it that were taken out of other rows are not.</source>
        <translation>Was aus dem Register entfernt wurde, bleibt in der Studiendatei. Eine Zeile kommt mit allen Feldern zurück; Verweise auf sie, die aus anderen Zeilen genommen wurden, nicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="118"/>
        <source>The bin is empty.</source>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="145"/>
        <source>Rows put back: {count}.</source>
        <translation>Zurückgeholte Zeilen: {count}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="150"/>
        <source>Delete the chosen rows ({count}) from the study for good? This cannot be undone.</source>
        <translation>Die gewählten Zeilen ({count}) endgültig aus der Studie löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_bin.py" line="167"/>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="30"/>
        <source>Value after</source>
        <translation>Wert nachher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="176"/>
        <source>Change of the value</source>
        <translation>Veränderung des Werts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="32"/>
        <source>People newly served</source>
        <translation>Neu versorgte Menschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="33"/>
        <source>People no longer served</source>
        <translation>Nicht mehr versorgte Menschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="34"/>
        <source>Part of the gap closed</source>
        <translation>Geschlossener Teil der Lücke</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="36"/>
        <source>Euros per person newly served</source>
        <translation>Euro je neu versorgter Person</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="39"/>
        <source>&amp;Figure:</source>
        <translation>&amp;Angabe:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="41"/>
        <source>&amp;Export comparison…</source>
        <translation>Vergleich &amp;exportieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="52"/>
        <source>Scenarios side by side</source>
        <translation>Szenarien nebeneinander</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="72"/>
        <source>No scenario has been computed yet.</source>
        <translation>Noch kein Szenario wurde berechnet.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="75"/>
        <source>⚠ Outdated: {titles}. Compute again.</source>
        <translation>⚠ Veraltet: {titles}. Bitte neu berechnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="174"/>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/compare_page.py" line="98"/>
        <source>not touched</source>
        <translation>nicht berührt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="43"/>
        <source>Measures of the scenario</source>
        <translation>Maßnahmen des Szenarios</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="80"/>
        <source>Depends on</source>
        <translation>Setzt voraus</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/loose_ends.py" line="38"/>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="89"/>
        <source>Move &amp;up (Alt+Up)</source>
        <translation>Nach &amp;oben (Alt+↑)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="90"/>
        <source>Move &amp;down (Alt+Down)</source>
        <translation>Nach &amp;unten (Alt+↓)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="101"/>
        <source>Tick the measures of the scenario. The order counts where one effect builds on another; drag the rows or use the keys. The data of the study stay as they are.</source>
        <translation>Haken Sie die Maßnahmen des Szenarios an. Die Reihenfolge zählt, wo eine Wirkung auf einer anderen aufbaut; Zeilen lassen sich ziehen oder mit den Tasten verschieben. Die Daten der Studie bleiben, wie sie sind.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="159"/>
        <source>no effect entered</source>
        <translation>keine Wirkung hinterlegt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="160"/>
        <source>costs unknown</source>
        <translation>Kosten unbekannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/measure_list.py" line="161"/>
        <source>⚠ {count} in the effects</source>
        <translation>⚠ {count} bei den Wirkungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="34"/>
        <source>best possible (exact)</source>
        <translation>bestmöglich (exakt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="35"/>
        <source>step by step (greedy)</source>
        <translation>schrittweise (je Euro am meisten)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="47"/>
        <source>C&amp;hoose</source>
        <translation>Aus&amp;wählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="52"/>
        <source>&amp;Indicator:</source>
        <translation>&amp;Indikator:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="53"/>
        <source>&amp;Budget:</source>
        <translation>&amp;Budget:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="54"/>
        <source>Me&amp;thod:</source>
        <translation>Ver&amp;fahren:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="65"/>
        <source>Choice under the budget</source>
        <translation>Auswahl unter dem Budget</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="67"/>
        <source>The choice rests on what each measure brings by itself; what the chosen ones bring together is computed anew, because effects overlap. A measure that needs others is chosen only with them, one of unknown costs never.</source>
        <translation>Ausgewählt wird nach dem, was jede Maßnahme allein bringt; was die gewählten zusammen bringen, wird neu gerechnet, weil sich Wirkungen überschneiden. Eine Maßnahme, die andere voraussetzt, wird nur mit diesen gewählt, eine mit unbekannten Kosten nie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="108"/>
        <source>Compute the scenario first; then a choice can be made.</source>
        <translation>Zuerst das Szenario berechnen, dann lässt sich auswählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="125"/>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="127"/>
        <source>Gain alone</source>
        <translation>Gewinn allein</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="129"/>
        <source>Why</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="134"/>
        <source>✓ yes</source>
        <translation>✓ ja</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="143"/>
        <source>No choice has been made for this indicator and method yet.</source>
        <translation>Für diesen Indikator und dieses Verfahren wurde noch nicht ausgewählt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="147"/>
        <source>Costs {cost} of {budget}. Single gains added up: {sum}. All chosen measures together, computed anew: {total}.</source>
        <translation>Kosten {cost} von {budget}. Einzelgewinne addiert: {sum}. Alle gewählten Maßnahmen zusammen, neu gerechnet: {total}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/portfolio_page.py" line="158"/>
        <source>⚠ The scenario was changed or computed again since: choose again.</source>
        <translation>⚠ Das Szenario wurde seitdem geändert oder neu berechnet: Bitte neu auswählen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="34"/>
        <source>All measures together</source>
        <translation>Alle Maßnahmen zusammen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="35"/>
        <source>Each measure alone</source>
        <translation>Jede Maßnahme für sich</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="36"/>
        <source>Each measure after those before it</source>
        <translation>Jede Maßnahme nach den vorigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="41"/>
        <source>&amp;Compared:</source>
        <translation>&amp;Vergleich:</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="46"/>
        <source>&amp;Hide from map</source>
        <translation>Auf der Karte aus&amp;blenden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="63"/>
        <source>What the scenario brings</source>
        <translation>Was das Szenario bringt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="64"/>
        <source>Planning units before and after</source>
        <translation>Planungseinheiten vorher und nachher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="221"/>
        <source>No scenario yet. Make one with “New”.</source>
        <translation>Noch kein Szenario. Mit „Neu“ legen Sie eines an.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="95"/>
        <source>Not computed yet: tick measures, then press “Compute”.</source>
        <translation>Noch nicht berechnet: Maßnahmen anhaken, dann „Berechnen“ drücken.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="98"/>
        <source>⚠ Outdated: {parts} changed since. Compute again.</source>
        <translation>⚠ Veraltet, seitdem geändert: {parts}. Bitte neu berechnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="100"/>
        <source>Computed: the measures change no indicator that has values.</source>
        <translation>Berechnet: Die Maßnahmen verändern keinen Indikator, für den es Werte gibt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="117"/>
        <source>Also show what stays the &amp;same ({count})</source>
        <translation>Auch &amp;Unverändertes zeigen ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="175"/>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="126"/>
        <source>Newly served</source>
        <translation>Neu versorgt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="127"/>
        <source>under 18</source>
        <translation>unter 18</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="128"/>
        <source>65 and over</source>
        <translation>ab 65</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="129"/>
        <source>No longer</source>
        <translation>Nicht mehr</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="130"/>
        <source>Gap closed</source>
        <translation>Lücke geschlossen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="132"/>
        <source>€ per person</source>
        <translation>€ je Person</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="145"/>
        <source>Change: {change}. Less than half of the last decimal place shown is no change.</source>
        <translation>Veränderung: {change}. Weniger als die Hälfte der letzten gezeigten Nachkommastelle gilt als unverändert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="178"/>
        <source>Population before</source>
        <translation>Einwohner vorher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="179"/>
        <source>Population after</source>
        <translation>Einwohner nachher</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/results_page.py" line="195"/>
        <source>Planning units, all measures together: {indicator} ({shown} of {count} shown)</source>
        <translation>Planungseinheiten, alle Maßnahmen zusammen: {indicator} ({shown} von {count} gezeigt)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="84"/>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="89"/>
        <source>&amp;New…</source>
        <translation>&amp;Neu …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="90"/>
        <source>Co&amp;py…</source>
        <translation>Ko&amp;pieren …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="94"/>
        <source>R&amp;edo</source>
        <translation>Wied&amp;erholen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="95"/>
        <source>&amp;Compute</source>
        <translation>&amp;Berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="108"/>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="109"/>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="110"/>
        <source>Under a budget</source>
        <translation>Unter einem Budget</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="194"/>
        <source>⚠ outdated</source>
        <translation>⚠ veraltet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="194"/>
        <source>✓ computed</source>
        <translation>✓ berechnet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="195"/>
        <source>{count} measures, {state}</source>
        <translation>Maßnahmen: {count}, {state}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="216"/>
        <source>The register holds no measures yet; enter some in the window of measures.</source>
        <translation>Das Register enthält noch keine Maßnahmen; tragen Sie welche im Fenster der Maßnahmen ein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="219"/>
        <source>No indicator has been computed yet; compute indicators first.</source>
        <translation>Noch kein Indikator wurde berechnet; berechnen Sie zuerst Indikatoren.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="253"/>
        <source>New scenario</source>
        <translation>Neues Szenario</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="255"/>
        <source>new scenario</source>
        <translation>neues Szenario</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="262"/>
        <source>Copy scenario</source>
        <translation>Szenario kopieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="265"/>
        <source>copied scenario</source>
        <translation>kopiertes Szenario</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="283"/>
        <source>Rename scenario</source>
        <translation>Szenario umbenennen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="285"/>
        <source>renamed</source>
        <translation>umbenannt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="298"/>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="299"/>
        <source>“{title}” is in the bin of the study; “Undo” brings it back.</source>
        <translation>„{title}“ liegt im Papierkorb der Studie; „Rückgängig“ holt es zurück.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="307"/>
        <source>measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="42"/>
        <source>Name of the scenario</source>
        <translation>Name des Szenarios</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="338"/>
        <source>scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="339"/>
        <source>Export comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="352"/>
        <source>Cancelled; nothing was stored.</source>
        <translation>Abgebrochen; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="362"/>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/window.py" line="408"/>
        <source>There is no map of it in this project: show the layers of the study first.</source>
        <translation>In diesem Projekt gibt es keine Karte dazu: Lassen Sie zuerst die Layer der Studie anzeigen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="67"/>
        <source>pp</source>
        <translation>%-Pkt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="98"/>
        <source>its measures</source>
        <translation>die Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="99"/>
        <source>effects</source>
        <translation>Wirkungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="100"/>
        <source>data or parameters</source>
        <translation>Daten oder Einstellungen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="101"/>
        <source>costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="102"/>
        <source>targets</source>
        <translation>Zielwerte</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="113"/>
        <source>people</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="114"/>
        <source>% of the gap</source>
        <translation>% der Lücke</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="123"/>
        <source>without costs</source>
        <translation>ohne Kosten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="124"/>
        <source>{gain} per {euros}</source>
        <translation>{gain} je {euros}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="133"/>
        <source>Chosen as no. {rank}: {ratio}.</source>
        <translation>Als Nr. {rank} gewählt: {ratio}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="134"/>
        <source>Chosen as no. {rank} because {measure} needs it.</source>
        <translation>Als Nr. {rank} gewählt, weil {measure} sie voraussetzt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="135"/>
        <source>Not chosen: its costs are not known.</source>
        <translation>Nicht gewählt: Ihre Kosten sind nicht bekannt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="136"/>
        <source>Not chosen: what it brings could not be computed.</source>
        <translation>Nicht gewählt: Was sie bringt, ließ sich nicht berechnen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="137"/>
        <source>Not chosen: by itself it brings nothing here.</source>
        <translation>Nicht gewählt: Für sich allein bringt sie hier nichts.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="138"/>
        <source>Not chosen: it needs {measures}, which is not in the scenario or has unknown costs.</source>
        <translation>Nicht gewählt: Sie setzt {measures} voraus; das fehlt im Szenario oder hat unbekannte Kosten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="142"/>
        <source>Not chosen: it costs more than the budget.</source>
        <translation>Nicht gewählt: Sie kostet mehr als das Budget.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="143"/>
        <source>Not chosen: with {measures}, which it needs, it costs {cost}, more than there is.</source>
        <translation>Nicht gewählt: Mit {measures}, das sie voraussetzt, kostet sie {cost}, mehr als vorhanden ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="146"/>
        <source>Not chosen: {left} of the budget are left, it needs {cost}.</source>
        <translation>Nicht gewählt: Vom Budget sind {left} übrig, sie braucht {cost}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/scenarios/wording.py" line="147"/>
        <source>Not chosen: with it at most {with_it} could be reached within the budget, without it {best}.</source>
        <translation>Nicht gewählt: Mit ihr wären im Budget höchstens {with_it} zu erreichen, ohne sie {best}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="88"/>
        <source>Needs ({count})</source>
        <translation>Bedarfe ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="89"/>
        <source>Goals ({count})</source>
        <translation>Ziele ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="90"/>
        <source>Measures ({count})</source>
        <translation>Maßnahmen ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="91"/>
        <source>Contributions ({count})</source>
        <translation>Beiträge ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="116"/>
        <source>elsewhere</source>
        <translation>an anderem Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/columns.py" line="116"/>
        <source>sector only</source>
        <translation>nur Handlungsfeld</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/filter_bar.py" line="26"/>
        <source>Only needs &amp;without a measure on the spot</source>
        <translation>Nur Bedarfe &amp;ohne Maßnahme vor Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/filter_bar.py" line="33"/>
        <source>&amp;Planning unit</source>
        <translation>&amp;Planungseinheit</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/filter_bar.py" line="33"/>
        <source>&amp;Indicator</source>
        <translation>&amp;Indikator</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/filter_bar.py" line="59"/>
        <source>all planning units</source>
        <translation>alle Planungseinheiten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/filter_bar.py" line="60"/>
        <source>all indicators</source>
        <translation>alle Indikatoren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/loose_ends.py" line="38"/>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/loose_ends.py" line="68"/>
        <source>{count} loose ends. A double click shows what is meant.</source>
        <translation>Offene Enden: {count}. Ein Doppelklick zeigt, was gemeint ist.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="25"/>
        <source>no place stated</source>
        <translation>kein Ort angegeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="28"/>
        <source>Lies in: {place}. Needs it answers: {here} on the spot, {every} in all.</source>
        <translation>Liegt in: {place}. Beantwortete Bedarfe: vor Ort {here}, insgesamt {every}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="42"/>
        <source>● measure on the spot, ◐ elsewhere, ○ none yet</source>
        <translation>● Maßnahme vor Ort, ◐ nur an anderen Orten, ○ noch keine</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="50"/>
        <source>value {value}</source>
        <translation>Wert {value}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="52"/>
        <source>gap to the target {gap}</source>
        <translation>Lücke zum Zielwert {gap}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="55"/>
        <source>need {need} of 100</source>
        <translation>Bedarf {need} von 100</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="57"/>
        <source>{persons} people</source>
        <translation>{persons} Personen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="169"/>
        <source>From needs to measures</source>
        <translation>Von Bedarfen zu Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="81"/>
        <source>Click a &amp;need on the map</source>
        <translation>&amp;Bedarf auf der Karte anklicken</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="82"/>
        <source>Click a &amp;measure on the map</source>
        <translation>&amp;Maßnahme auf der Karte anklicken</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="83"/>
        <source>Show &amp;everything</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="84"/>
        <source>&amp;Add a measure for this need</source>
        <translation>Maßnahme für diesen Bedarf an&amp;legen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="143"/>
        <source>Links</source>
        <translation>Bezüge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="143"/>
        <source>Loose ends</source>
        <translation>Offene Enden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="178"/>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="191"/>
        <source>Loose ends ({count})</source>
        <translation>Offene Enden ({count})</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="239"/>
        <source>No measure yet</source>
        <translation>Noch keine Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="244"/>
        <source>No need</source>
        <translation>Kein Bedarf</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="245"/>
        <source>No goal</source>
        <translation>Kein Ziel</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="246"/>
        <source>No contribution</source>
        <translation>Kein Beitrag</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="281"/>
        <source>Click into the map.</source>
        <translation>In die Karte klicken.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="298"/>
        <source>No planning unit lies there.</source>
        <translation>Dort liegt keine Planungseinheit.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="309"/>
        <source>No measure has its area there.</source>
        <translation>Dort liegt keine Fläche einer Maßnahme.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="315"/>
        <source>{count} measures here; click again for the next.</source>
        <translation>Hier liegen {count} Maßnahmen; noch einmal klicken für die nächste.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="330"/>
        <source>There is no assessed cell at this place.</source>
        <translation>An dieser Stelle gibt es keine bewertete Zelle.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="331"/>
        <source>Cell {cell}: need {need} of 100</source>
        <translation>Zelle {cell}: Bedarf {need} von 100</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="349"/>
        <source>New measure: {need} in {unit}</source>
        <translation>Neue Maßnahme: {need} in {unit}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="352"/>
        <source>Add measure</source>
        <translation>Maßnahme anlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/window.py" line="353"/>
        <source>Measure {number} has been added; describe it in the window “Measures”.</source>
        <translation>Die Maßnahme {number} ist angelegt; beschrieben wird sie im Fenster „Maßnahmen“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="18"/>
        <source>Participation</source>
        <translation>Beteiligung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="23"/>
        <source>Monitoring</source>
        <translation>Monitoring</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="48"/>
        <source>What people contributed: import the export of a participation platform or any table. Names, addresses and other personal fields are dropped on the way in. Then weigh each contribution, link it to goals and measures, and answer it; the document prints what became of it.</source>
        <translation>Was Menschen beigetragen haben: Lesen Sie den Export einer Beteiligungsplattform oder eine beliebige Tabelle ein. Namen, Adressen und andere persönliche Felder werden dabei weggelassen. Wägen Sie dann jeden Beitrag ab, verknüpfen Sie ihn mit Zielen und Maßnahmen und beantworten Sie ihn; das Dokument druckt, was daraus wurde.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="54"/>
        <source>What the town wants to reach, as a tree from vision to sub-goals. A goal can be measured once it has an indicator, a target value and a year. Edit the tree, or import it from a spreadsheet.</source>
        <translation>Was die Stadt erreichen will, als Baum vom Leitbild bis zu den Teilzielen. Messbar ist ein Ziel, sobald es einen Indikator, einen Zielwert und ein Jahr hat. Bearbeiten Sie den Baum oder lesen Sie ihn aus einer Tabelle ein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="66"/>
        <source>What the town does: each measure serves goals, has a place, lead, schedule, costs and financing. Its effects on the data make scenarios: what would change, for how many people, at what price.</source>
        <translation>Was die Stadt tut: Jede Maßnahme dient Zielen, hat einen Ort, eine Federführung, einen Zeitplan, Kosten und Finanzierung. Ihre Wirkungen auf die Daten ergeben Szenarien: was sich ändern würde, für wie viele Menschen, zu welchem Preis.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="78"/>
        <source>Watches whether the goals are being reached: values over time against the path to the target, the status of the measures, goals that are only counted by outputs. The menu shows what has no goal, no measure or no answer yet, and checks what the funding programme demands.</source>
        <translation>Beobachtet, ob die Ziele erreicht werden: Werte im Zeitverlauf gegen den Zielpfad, der Stand der Maßnahmen, Ziele, die nur Leistungen zählen. Das Menü zeigt, was noch kein Ziel, keine Maßnahme oder keine Antwort hat, und prüft, was das Förderprogramm verlangt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="115"/>
        <source>Edit goals…</source>
        <translation>Ziele bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="116"/>
        <source>Edit measures…</source>
        <translation>Maßnahmen bearbeiten …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="117"/>
        <source>Attribute table of the goals</source>
        <translation>Attributtabelle der Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="118"/>
        <source>Attribute table of the measures</source>
        <translation>Attributtabelle der Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="119"/>
        <source>Scenarios…</source>
        <translation>Szenarien …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="120"/>
        <source>Import from spreadsheet…</source>
        <translation>Aus Tabelle einlesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="121"/>
        <source>Export to spreadsheet…</source>
        <translation>In Tabelle ausgeben …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="122"/>
        <source>Weigh contributions…</source>
        <translation>Beiträge abwägen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="123"/>
        <source>Import contributions…</source>
        <translation>Beiträge einlesen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="124"/>
        <source>Density and hot spots…</source>
        <translation>Dichte und Hotspots …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="125"/>
        <source>Monitoring…</source>
        <translation>Monitoring …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="126"/>
        <source>Needs, goals, measures…</source>
        <translation>Bedarfe, Ziele, Maßnahmen …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="158"/>
        <source>There are no goals yet: enter or import them first.</source>
        <translation>Es gibt noch keine Ziele: Geben Sie sie zuerst ein oder lesen Sie sie ein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="159"/>
        <source>There are no measures yet: enter or import them first.</source>
        <translation>Es gibt noch keine Maßnahmen: Geben Sie sie zuerst ein oder lesen Sie sie ein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="160"/>
        <source>There are no contributions yet: import them first.</source>
        <translation>Es gibt noch keine Beiträge: Lesen Sie sie zuerst ein.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="234"/>
        <source>No contributions yet</source>
        <translation>Noch keine Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="235"/>
        <source>Contributions: {count} · not weighed yet: {open}</source>
        <translation>Beiträge: {count} · noch nicht abgewogen: {open}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="240"/>
        <source>Measurable goals: {measurable} of {count} · reference dates: {periods}</source>
        <translation>Messbare Ziele: {measurable} von {count} · Stichtage: {periods}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="269"/>
        <source>Measures: {count} · located: {located} · examples: {examples} · scenarios: {scenarios}</source>
        <translation>Maßnahmen: {count} · verortet: {located} · Beispiele: {examples} · Szenarien: {scenarios}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="273"/>
        <source>Measures: {count} · located: {located} · scenarios: {scenarios}</source>
        <translation>Maßnahmen: {count} · verortet: {located} · Szenarien: {scenarios}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="24"/>
        <source>Export answers to contributions</source>
        <translation>Antworten auf Beiträge ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="28"/>
        <source>Writes all contributions with status, answer and what they led to as XLSX or CSV. E-mail addresses, telephone numbers and the like that somebody wrote into texts since are masked once more; names are not found: read the table before it is published. The log tells the response rate, which contributions lack an answer, and which texts may name persons.</source>
        <translation>Schreibt alle Beiträge mit Abwägung, Antwort und dem, was daraus wurde, als XLSX oder CSV. E-Mail-Adressen, Telefonnummern und Ähnliches, das inzwischen jemand in Texte geschrieben hat, werden noch einmal unkenntlich gemacht; Namen werden nicht gefunden: Lesen Sie die Tabelle, bevor sie veröffentlicht wird. Das Protokoll nennt die Antwortquote, Beiträge ohne Antwort und Texte, die Personen nennen könnten.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="39"/>
        <source>Only contributions with an answer</source>
        <translation>Nur Beiträge mit Antwort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="42"/>
        <source>Answer table</source>
        <translation>Antworttabelle</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="45"/>
        <source>Contributions written</source>
        <translation>Ausgegebene Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="46"/>
        <source>Response rate (%)</source>
        <translation>Antwortquote (%)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/answer_table.py" line="78"/>
        <source>{answered} of {all} contributions are answered.</source>
        <translation>Beantwortete Beiträge: {answered} von {all}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="30"/>
        <source>Check goals (SMART)</source>
        <translation>Ziele prüfen (SMART)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="140"/>
        <source>Table of the check</source>
        <translation>Tabelle der Prüfung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="50"/>
        <source>Sub-goals checked</source>
        <translation>Geprüfte Teilziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="51"/>
        <source>SMART sub-goals</source>
        <translation>Teilziele, die SMART sind</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="63"/>
        <source>Still to do</source>
        <translation>Noch zu tun</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="40"/>
        <source>Holds the study against what the programme “Modellprojekte Smart Cities” asks for, and against the attributes and recommendations of the Smart City Charter: what the study shows, with evidence, and what the municipality answered. Texts are our own summary from secondary sources and no official checklist; limits of the evaluation are project defaults. As a web page, XLSX, or CSV with a file per list.</source>
        <translation>Hält die Studie gegen das, was das Programm „Modellprojekte Smart Cities“ verlangt, und gegen die Merkmale und Empfehlungen der Smart City Charta: was die Studie zeigt, mit Nachweisen, und was die Kommune geantwortet hat. Die Texte sind eine eigene Zusammenfassung aus zweiter Hand und keine amtliche Prüfliste; die Schwellen der Auswertung sind Projektvorgaben. Als Webseite, XLSX oder CSV mit einer Datei je Liste.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="52"/>
        <source>Report of the funding check</source>
        <translation>Bericht der Förderprüfung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="55"/>
        <source>Items fulfilled</source>
        <translation>Punkte erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="56"/>
        <source>Items partly fulfilled</source>
        <translation>Punkte teilweise erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="57"/>
        <source>Items not fulfilled</source>
        <translation>Punkte nicht erfüllt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="58"/>
        <source>Items open</source>
        <translation>Punkte offen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="59"/>
        <source>Items not applicable</source>
        <translation>Punkte nicht zutreffend</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="116"/>
        <source>Answer an item of the funding check</source>
        <translation>Punkt der Förderprüfung beantworten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="120"/>
        <source>Stores explanation, responsible office, evidence and status for an item of the funding check or of the comparison with the Charter. Empty fields stay as they are; a minus sign (-) empties one. The status counts only where the study itself cannot tell; otherwise both are shown.</source>
        <translation>Speichert Erläuterung, zuständige Stelle, Nachweise und Status zu einem Punkt der Förderprüfung oder des Charta-Abgleichs. Leere Felder bleiben, wie sie sind; ein Minuszeichen (-) leert eines. Der Status zählt nur, wo die Studie selbst nichts zeigt; sonst stehen beide nebeneinander.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="130"/>
        <source>Checklist</source>
        <translation>Prüfliste</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="134"/>
        <source>Item (id, as in the report, such as scalable or 1.3)</source>
        <translation>Punkt (Kennung wie im Bericht, etwa scalable oder 1.3)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="142"/>
        <source>Explanation</source>
        <translation>Erläuterung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="143"/>
        <source>Responsible</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="144"/>
        <source>Evidence (such as goal:Z1, measure:M2, or free text)</source>
        <translation>Nachweise (etwa goal:Z1, measure:M2, oder freier Text)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/checklists.py" line="148"/>
        <source>State of the item</source>
        <translation>Stand des Punkts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="34"/>
        <source>Density and hot spots of contributions</source>
        <translation>Dichte und Hotspots der Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="38"/>
        <source>Counts located contributions in hexagons, squares, inhabited cells or planning units, gives their density per km² and per 1,000 inhabitants, and finds hot spots by Gi* (Getis and Ord) with the false discovery rate controlled, from 30 contributions on. Contributions gather where people are: a hot spot of numbers is no need. Hot spots of rates only look at cells with at least 100 inhabitants. A cancelled run leaves the study as it was.</source>
        <translation>Zählt verortete Beiträge in Sechsecken, Quadraten, bewohnten Zellen oder Planungseinheiten, gibt ihre Dichte je km² und je 1.000 Einwohner an und findet ab 30 Beiträgen Hotspots mit Gi* (Getis und Ord) bei begrenzter Falscherkennungsrate. Beiträge sammeln sich, wo Menschen sind: Ein Hotspot der Anzahl ist noch kein Bedarf. Hotspots je Einwohner betrachten nur Zellen ab 100 Einwohnern. Ein abgebrochener Lauf lässt die Studie, wie sie war.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="50"/>
        <source>What is counted (all, procedure:id or sector:id)</source>
        <translation>Was gezählt wird (all, procedure:Kennung oder sector:Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="53"/>
        <source>hexagons over the whole area</source>
        <translation>Sechsecke über dem ganzen Gebiet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="54"/>
        <source>squares over the whole area</source>
        <translation>Quadrate über dem ganzen Gebiet</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="55"/>
        <source>inhabited cells of the population</source>
        <translation>bewohnte Zellen der Bevölkerung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="58"/>
        <source>Counted in</source>
        <translation>Gezählt in</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="61"/>
        <source>Width of hexagons or squares (m)</source>
        <translation>Breite der Sechsecke oder Quadrate (m)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="64"/>
        <source>Hot spots per 1,000 inhabitants instead of numbers</source>
        <translation>Hotspots je 1.000 Einwohner statt der Anzahl</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/contribution_density.py" line="69"/>
        <source>Contributions counted</source>
        <translation>Gezählte Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_register.py" line="23"/>
        <source>Export register to a spreadsheet</source>
        <translation>Register als Tabelle ausgeben</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_register.py" line="27"/>
        <source>Writes goals, further quantities, observed values, measures, costs, financing and scenarios as XLSX with a sheet for each, or as one CSV file for each, to be edited and brought back by “Import goals and measures”. The last sheet lists the words that cells may hold. Areas of measures and effects on the map stay in the study.</source>
        <translation>Schreibt Ziele, weitere Messgrößen, beobachtete Werte, Maßnahmen, Kosten, Finanzierung und Szenarien als XLSX mit je einem Blatt oder als je eine CSV-Datei, zum Bearbeiten und Zurückbringen mit „Ziele und Maßnahmen importieren“. Das letzte Blatt führt die Wörter auf, die in Zellen stehen können. Flächen der Maßnahmen und Wirkungen auf der Karte bleiben in der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="47"/>
        <source>Spreadsheet of the register</source>
        <translation>Tabelle des Registers</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/export_register.py" line="42"/>
        <source>Rows written</source>
        <translation>Geschriebene Zeilen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="42"/>
        <source>Reads contributions of a participation procedure: DIPAS (GeoJSON and CSV, which are joined by number), CONSUL (CSV, JSON), LimeSurvey (layout not verified) or any table with a mapping of its columns. Only number, date, category, title, text, votes, number of comments and place are read; columns about persons are never stored. E-mail addresses, telephone numbers, accounts and profiles in texts are masked. Names in texts cannot be found by a program: read all texts before they are published.

Imported again, known contributions get new texts, votes and comments; status, answer, links and sectors stay. The mapping is JSON, the path of a JSON file or the name of one stored in the study: {&quot;format&quot;: &quot;generic&quot;, &quot;columns&quot;: {&quot;text&quot;: [&quot;Anregung&quot;], &quot;x&quot;: [&quot;Ost&quot;], &quot;y&quot;: [&quot;Nord&quot;]}, &quot;sectors&quot;: {&quot;Verkehr&quot;: &quot;mobility&quot;}, &quot;crs&quot;: &quot;EPSG:25832&quot;}. A cancelled run leaves the study as it was.</source>
        <translation>Liest Beiträge eines Beteiligungsverfahrens: DIPAS (GeoJSON und CSV, über die Nummer verbunden), CONSUL (CSV, JSON), LimeSurvey (Aufbau nicht geprüft) oder eine beliebige Tabelle mit Zuordnung ihrer Spalten. Gelesen werden nur Nummer, Datum, Kategorie, Titel, Text, Stimmen, Anzahl der Kommentare und Ort; Spalten zu Personen werden nie gespeichert. E-Mail-Adressen, Telefonnummern, Konten und Profile in Texten werden unkenntlich gemacht. Namen in Texten findet kein Programm: Lesen Sie alle Texte, bevor sie veröffentlicht werden.

Beim erneuten Einlesen bekommen bekannte Beiträge neue Texte, Stimmen und Kommentare; Abwägung, Antwort, Verknüpfungen und Handlungsfeld bleiben. Die Zuordnung ist JSON, der Pfad einer JSON-Datei oder der Name einer in der Studie gespeicherten: {&quot;format&quot;: &quot;generic&quot;, &quot;columns&quot;: {&quot;text&quot;: [&quot;Anregung&quot;], &quot;x&quot;: [&quot;Ost&quot;], &quot;y&quot;: [&quot;Nord&quot;]}, &quot;sectors&quot;: {&quot;Verkehr&quot;: &quot;mobility&quot;}, &quot;crs&quot;: &quot;EPSG:25832&quot;}. Ein abgebrochener Lauf lässt die Studie, wie sie war.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="59"/>
        <source>Export files</source>
        <translation>Exportdateien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="60"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="65"/>
        <source>Id of the procedure (short, such as B2025)</source>
        <translation>Kennung des Verfahrens (kurz, etwa B2025)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="66"/>
        <source>Title of the procedure</source>
        <translation>Titel des Verfahrens</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="70"/>
        <source>Mapping (JSON, file, or name in the study)</source>
        <translation>Zuordnung (JSON, Datei oder Name in der Studie)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="71"/>
        <source>Store the mapping in the study under this name</source>
        <translation>Zuordnung in der Studie unter diesem Namen speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="74"/>
        <source>Reference system of coordinates in columns</source>
        <translation>Koordinatensystem der Koordinaten in Spalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="77"/>
        <source>The contributions are examples</source>
        <translation>Die Beiträge sind Beispiele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="78"/>
        <source>Use located contributions in the inventory (participation)</source>
        <translation>Verortete Beiträge auch in der Bestandsaufnahme verwenden (Beteiligung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="82"/>
        <source>Contributions added</source>
        <translation>Neue Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="83"/>
        <source>Contributions updated</source>
        <translation>Aktualisierte Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="84"/>
        <source>Contributions with a place</source>
        <translation>Beiträge mit Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="85"/>
        <source>Passages masked</source>
        <translation>Unkenntlich gemachte Stellen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="88"/>
        <source>Columns not read</source>
        <translation>Nicht gelesene Spalten</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="118"/>
        <source>{added} contributions added, {updated} updated, {same} as before.</source>
        <translation>{added} Beiträge neu, {updated} aktualisiert, {same} wie bisher.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="145"/>
        <source>{file}: {format}, recognised by the columns {columns}.</source>
        <translation>{file}: {format}, erkannt an den Spalten {columns}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_contributions.py" line="146"/>
        <source>{file}: read as {format}.</source>
        <translation>{file}: gelesen als {format}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="30"/>
        <source>“Spreadsheet” takes the file that “Export register to a spreadsheet” has written and you have edited (XLSX, ODS, or one of the CSV files): rows are matched by their number, only what differs is stored, rows that are absent stay unless they are to be removed. German and English words, numbers and dates are understood; where a number could mean two things, nothing is stored and every such place is listed. “Only show what would change” lists it without storing anything.

“Goals” and “Measures” take whole registers from CSV files (semicolon separated, UTF-8, field names as header) in place of the present ones. Whatever goes lies in the study's bin and can be put back. Baselines that are left empty are filled with the value of the municipality, or of the planning units that the goal is valid for.</source>
        <translation>„Tabelle des Registers“ nimmt die Datei, die „Register als Tabelle ausgeben“ geschrieben hat und die Sie bearbeitet haben (XLSX, ODS oder eine der CSV-Dateien): Zeilen werden an ihrer Nummer erkannt, gespeichert wird nur, was abweicht; Zeilen, die fehlen, bleiben, sofern sie nicht entfernt werden sollen. Deutsche und englische Wörter, Zahlen und Daten werden verstanden; wo eine Zahl zweierlei heißen kann, wird nichts gespeichert und jede solche Stelle aufgeführt. „Nur zeigen, was sich ändern würde“ führt es auf, ohne etwas zu speichern.

„Ziele“ und „Maßnahmen“ übernehmen ganze Register aus CSV-Dateien (mit Semikolon, UTF-8, Feldnamen als Kopfzeile) an Stelle der vorhandenen. Was dabei wegfällt, liegt im Papierkorb der Studie und lässt sich zurückholen. Leere Ausgangswerte werden mit dem Wert der Gemeinde gefüllt oder mit dem der Planungseinheiten, für die das Ziel gilt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_register.py" line="50"/>
        <source>Only show what would change</source>
        <translation>Nur zeigen, was sich ändern würde</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="42"/>
        <source>Rows added</source>
        <translation>Hinzugefügte Zeilen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="43"/>
        <source>Rows changed</source>
        <translation>Geänderte Zeilen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="126"/>
        <source>Rows removed</source>
        <translation>Entfernte Zeilen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="23"/>
        <source>Import register tables (CSV)</source>
        <translation>Tabellen des Registers importieren (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="27"/>
        <source>Adds rows to the tables of the register or changes those with the same number; nothing is removed, and either all files are stored or none. Each file is named after its table: goals, goal_indicators, observations, measures, costs, financing, effects, scenarios, procedures, contributions, checklist_answers, relations. CSV with semicolons, UTF-8, field names as header; columns such as title_de and title_en are read in the chosen language, a column geometry holds WKT in the CRS of the study.</source>
        <translation>Ergänzt die Tabellen des Registers um Zeilen oder ändert die mit derselben Nummer; nichts wird entfernt, und es werden entweder alle Dateien gespeichert oder keine. Jede Datei heißt wie ihre Tabelle: goals, goal_indicators, observations, measures, costs, financing, effects, scenarios, procedures, contributions, checklist_answers, relations. CSV mit Semikolon, UTF-8, Feldnamen als Kopfzeile; Spalten wie title_de und title_en werden in der gewählten Sprache gelesen, eine Spalte geometry enthält WKT in der Projektion der Studie.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="40"/>
        <source>Tables (CSV)</source>
        <translation>Tabellen (CSV)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/import_tables.py" line="58"/>
        <source>{table}: {added} added, {changed} changed, {same} as before</source>
        <translation>{table}: {added} hinzugefügt, {changed} geändert, {same} wie zuvor</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="33"/>
        <source>Least own share of the eligible costs (%; project default after the split into thirds)</source>
        <translation>Mindesteigenanteil an den zuwendungsfähigen Kosten (%; Projektvorgabe nach der Drittelförderung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="57"/>
        <source>Export cost and financing table (KoFi)</source>
        <translation>Kosten- und Finanzierungsübersicht (KoFi) exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="61"/>
        <source>Writes one row per measure with gross, eligible and not eligible costs, financing by source of funds, own share and yearly rates, a row of totals, and a sheet with everything that does not add up or is missing. Amounts that nobody entered stay empty and make sums incomplete; they never count as zero.

This is a template after section 149 of the German Building Code: the forms of the Länder differ. The own share asked for is a project default (a third of the eligible costs), no rule of law.</source>
        <translation>Schreibt je Maßnahme eine Zeile mit Bruttokosten, zuwendungsfähigen und nicht zuwendungsfähigen Kosten, Finanzierung nach Mittelgebern, Eigenanteil und Jahresraten, dazu eine Summenzeile und ein Blatt mit allem, was nicht aufgeht oder fehlt. Beträge, die niemand eingetragen hat, bleiben leer und machen Summen unvollständig; sie zählen nie als null.

Dies ist eine Vorlage nach § 149 BauGB: Die Vordrucke der Länder weichen ab. Der geforderte Eigenanteil ist eine Projektvorgabe (ein Drittel der zuwendungsfähigen Kosten), keine Rechtsvorschrift.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="75"/>
        <source>Cost and financing table</source>
        <translation>Kosten- und Finanzierungsübersicht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="79"/>
        <source>Findings</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="123"/>
        <source>Check measures</source>
        <translation>Maßnahmen prüfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="127"/>
        <source>Checks costs and financing (sums, years, eligible costs, own share, rates), the timetable (dates, dependencies, circles, overdue measures) and the places of the measures (units and focus areas that changed or are gone). Nothing is changed. Without a date, nothing is told as overdue.</source>
        <translation>Prüft Kosten und Finanzierung (Summen, Jahre, zuwendungsfähige Kosten, Eigenanteil, Fördersätze), den Zeitplan (Daten, Voraussetzungen, Kreise, überfällige Maßnahmen) und die Orte der Maßnahmen (Einheiten und Fokusräume, die sich geändert haben oder fehlen). Nichts wird geändert. Ohne Datum gilt nichts als überfällig.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="137"/>
        <source>Overdue at this date (YYYY-MM-DD; empty: not checked)</source>
        <translation>Überfällig an diesem Datum (JJJJ-MM-TT; leer: nicht geprüft)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="195"/>
        <source>Set area of a measure</source>
        <translation>Fläche einer Maßnahme festlegen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="199"/>
        <source>Gives a measure of the register an area: that of planning units (it follows when the list of units changes), a copy of a focus area, or the features of a polygon layer put together, in any coordinate system. Only the area, its origin and the lists of units or focus area change.</source>
        <translation>Gibt einer Maßnahme des Registers eine Fläche: die von Planungseinheiten (sie folgt, wenn sich deren Liste ändert), eine Kopie eines Fokusraums oder die zusammengefassten Objekte eines Flächenlayers in beliebigem Koordinatensystem. Nur Fläche, Herkunft und die Angaben zu Einheiten oder Fokusraum ändern sich.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="209"/>
        <source>Number of the measure</source>
        <translation>Nummer der Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="210"/>
        <source>The area comes from</source>
        <translation>Die Fläche stammt aus</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="214"/>
        <source>Planning units (ids with commas between)</source>
        <translation>Planungseinheiten (Kennungen mit Komma dazwischen)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="216"/>
        <source>Number of the focus area</source>
        <translation>Nummer des Fokusraums</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="218"/>
        <source>Layer with the area</source>
        <translation>Layer mit der Fläche</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="221"/>
        <source>Area in hectares</source>
        <translation>Fläche in Hektar</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/measures.py" line="263"/>
        <source>What was found</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="170"/>
        <source>Scenario (id)</source>
        <translation>Szenario (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="43"/>
        <source>Measures in their order (numbers, comma separated)</source>
        <translation>Maßnahmen in ihrer Reihenfolge (Nummern, mit Komma)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="66"/>
        <source>Save scenario</source>
        <translation>Szenario speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="70"/>
        <source>Stores an ordered list of measures under a name. Without an id, or with one that is not there yet, a new scenario is made; else name and measures of the scenario are changed, and what is left empty stays. Nothing is computed and the data stay as they are.</source>
        <translation>Speichert eine geordnete Liste von Maßnahmen unter einem Namen. Ohne Kennung oder mit einer, die es noch nicht gibt, entsteht ein neues Szenario; sonst werden Name und Maßnahmen des Szenarios geändert, und was leer bleibt, bleibt, wie es ist. Nichts wird berechnet, und die Daten ändern sich nicht.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="82"/>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="112"/>
        <source>Remove scenario</source>
        <translation>Szenario entfernen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="116"/>
        <source>Removes a scenario. It goes into the bin of the study and can be put back. Its measures stay in the register; its results are no longer shown.</source>
        <translation>Entfernt ein Szenario. Es kommt in den Papierkorb der Studie und lässt sich zurückholen. Seine Maßnahmen bleiben im Register; seine Ergebnisse werden nicht mehr gezeigt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="149"/>
        <source>Compute scenario</source>
        <translation>Szenario berechnen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="153"/>
        <source>Lays the effects of the measures of a scenario over the data and computes the indicators that they touch: all measures together, each alone, and each after those before it. Stored are values before and after of the planning units and of the cells that change, people newly served (also by age), the part of the gap to the target that is closed, and euros per person newly served. The data of the study stay as they are. A cancelled run leaves the study as it was.

Name a stored scenario, or give measures and a name: then the scenario is stored first.</source>
        <translation>Legt die Wirkungen der Maßnahmen eines Szenarios über die Daten und berechnet die Indikatoren, die sie berühren: alle Maßnahmen zusammen, jede für sich und jede nach den vorigen. Gespeichert werden Werte vorher und nachher für die Planungseinheiten und die Zellen, die sich verändern, neu versorgte Menschen (auch nach Alter), der geschlossene Teil der Lücke zum Zielwert und Euro je neu versorgter Person. Die Daten der Studie bleiben, wie sie sind. Ein abgebrochener Lauf lässt die Studie, wie sie war.

Geben Sie ein gespeichertes Szenario an, oder Maßnahmen und einen Namen: Dann wird das Szenario zuerst gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="168"/>
        <source>Indicators (ids, comma separated; all that are touched if empty)</source>
        <translation>Indikatoren (Kennungen, mit Komma; leer: alle, die berührt werden)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="213"/>
        <source>{title}: {before} → {after}; people newly served: {people}</source>
        <translation>{title}: {before} → {after}; neu versorgte Menschen: {people}</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="232"/>
        <source>Choose measures under a budget</source>
        <translation>Maßnahmen unter einem Budget auswählen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="236"/>
        <source>Chooses measures of a computed scenario so that they bring most for one indicator within a budget: people newly served less people no longer served, where the indicator counts people; else the part of the gap that is closed; else points of the score. “exact” finds the best choice (integer programming), “greedy” takes again and again what brings most per euro. A measure that needs others is chosen only with them, one of unknown costs never. The choice rests on what each measure brings alone; what it brings together is then computed anew. Every decision is stored with its reason.</source>
        <translation>Wählt Maßnahmen eines berechneten Szenarios so aus, dass sie innerhalb eines Budgets für einen Indikator am meisten bringen: neu versorgte abzüglich nicht mehr versorgter Menschen, wo der Indikator Menschen zählt; sonst den geschlossenen Teil der Lücke; sonst Punkte der Bewertung. „exact“ findet die bestmögliche Auswahl (ganzzahlige Optimierung), „greedy“ nimmt schrittweise, was je Euro am meisten bringt. Eine Maßnahme, die andere voraussetzt, wird nur mit diesen gewählt, eine mit unbekannten Kosten nie. Ausgewählt wird nach dem, was jede Maßnahme allein bringt; was die Auswahl zusammen bringt, wird danach neu gerechnet. Jede Entscheidung wird mit ihrer Begründung gespeichert.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="250"/>
        <source>Indicator (id)</source>
        <translation>Indikator (Kennung)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="252"/>
        <source>Budget (euros)</source>
        <translation>Budget (Euro)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="259"/>
        <source>Measures chosen</source>
        <translation>Gewählte Maßnahmen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="260"/>
        <source>Costs of the choice (euros)</source>
        <translation>Kosten der Auswahl (Euro)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="261"/>
        <source>Sum of the single gains</source>
        <translation>Summe der Einzelgewinne</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="303"/>
        <source>Compare scenarios</source>
        <translation>Szenarien vergleichen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="307"/>
        <source>Writes what computed scenarios bring side by side, a row per indicator and scenario: before, after, people newly served, gap closed, costs and euros per person. As spreadsheet, CSV or web page.</source>
        <translation>Schreibt nebeneinander, was berechnete Szenarien bringen, eine Zeile je Indikator und Szenario: vorher, nachher, neu versorgte Menschen, geschlossene Lücke, Kosten und Euro je Person. Als Tabelle, CSV oder Webseite.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="316"/>
        <source>Scenarios (ids, comma separated; all if empty)</source>
        <translation>Szenarien (Kennungen, mit Komma; leer: alle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/scenarios.py" line="320"/>
        <source>Comparison of the scenarios</source>
        <translation>Vergleich der Szenarien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/study_from_recipe.py" line="54"/>
        <source>Also robustness, hot spots, focus areas, conflicts, justice and scenarios</source>
        <translation>Auch Robustheit, Hotspots, Fokusräume, Konflikte, Gerechtigkeit und Szenarien</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="50"/>
        <source>Export monitoring of the goals</source>
        <translation>Monitoring der Ziele exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="54"/>
        <source>Writes how the goals stand on a day: values over the reference dates and observed values against the straight way from baseline to target, traffic light with its reason, trend, age of the latest value, measures and their status, and which goals lack what. XLSX with a sheet per goal, CSV with a file per sheet, or a web page. Rules of the lights are project defaults and are written along.</source>
        <translation>Schreibt, wie die Ziele an einem Tag stehen: Werte zu den Stichtagen und beobachtete Werte gegen den geraden Weg vom Ausgangswert zum Zielwert, Ampel mit Begründung, Trend, Alter des neuesten Werts, Maßnahmen mit ihrem Status und was welchem Ziel fehlt. XLSX mit einem Blatt je Ziel, CSV mit einer Datei je Blatt oder eine Webseite. Die Regeln der Ampel sind Projektvorgaben und werden mitgeschrieben.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="65"/>
        <source>As of (YYYY-MM-DD; empty: today)</source>
        <translation>Stand (JJJJ-MM-TT; leer: heute)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="68"/>
        <source>Monitoring report</source>
        <translation>Monitoringbericht</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="71"/>
        <source>Goals on course</source>
        <translation>Ziele auf Kurs</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="72"/>
        <source>Goals slightly behind</source>
        <translation>Ziele leicht im Rückstand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="73"/>
        <source>Goals behind</source>
        <translation>Ziele im Rückstand</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="74"/>
        <source>Goals that cannot be judged yet</source>
        <translation>Noch nicht zu beurteilende Ziele</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="121"/>
        <source>Export links from needs to measures</source>
        <translation>Bezüge von Bedarfen zu Maßnahmen exportieren</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="125"/>
        <source>Writes each need (planning unit and indicator) with the goals and measures that answer it, or that there is no measure yet, and the loose ends: needs without goal, goals without indicator or measure, measures without goal, place or costs, contributions without answer, links to nothing, examples still there. As a web page, XLSX, or CSV with a file per sheet.</source>
        <translation>Schreibt zu jedem Bedarf (Planungseinheit und Indikator) die Ziele und Maßnahmen, die auf ihn antworten, oder dass es noch keine Maßnahme gibt, und die offenen Enden: Bedarfe ohne Ziel, Ziele ohne Messgröße oder Maßnahme, Maßnahmen ohne Ziel, Ort oder Kosten, Beiträge ohne Antwort, Verweise ins Leere und noch enthaltene Beispiele. Als Webseite, als XLSX oder als CSV mit einer Datei je Blatt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="137"/>
        <source>Report of links and loose ends</source>
        <translation>Bericht über Bezüge und offene Enden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="141"/>
        <source>Needs with a measure on the spot</source>
        <translation>Bedarfe mit Maßnahme vor Ort</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="142"/>
        <source>Needs without any measure</source>
        <translation>Bedarfe ohne jede Maßnahme</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="193"/>
        <source>Record an observed value</source>
        <translation>Beobachteten Wert eintragen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="197"/>
        <source>Enters a value of one of the town’s own quantities (table “Further quantities of the goals”) at a date. A value that is there already at the same date is replaced only if that is wanted. Values of indicators of the catalogue are computed, not entered.</source>
        <translation>Trägt den Wert einer eigenen Messgröße der Stadt (Tabelle „Weitere Messgrößen der Ziele“) zu einem Datum ein. Ein Wert, der zum selben Datum schon da ist, wird nur auf Wunsch ersetzt. Werte von Indikatoren des Katalogs werden berechnet und nicht eingetragen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="207"/>
        <source>Id of the quantity</source>
        <translation>Kennung der Messgröße</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="209"/>
        <source>Date (YYYY-MM-DD, YYYY-MM or YYYY)</source>
        <translation>Datum (JJJJ-MM-TT, JJJJ-MM oder JJJJ)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="213"/>
        <source>Source of the value</source>
        <translation>Quelle des Werts</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="215"/>
        <source>Replace a value of the same date</source>
        <translation>Wert desselben Datums ersetzen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="217"/>
        <source>Id of the entry</source>
        <translation>Kennung des Eintrags</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/watching.py" line="236"/>
        <source>The value has been recorded.</source>
        <translation>Der Wert ist eingetragen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="29"/>
        <source>Weigh contributions (table)</source>
        <translation>Beiträge abwägen (Tabelle)</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="49"/>
        <source>Only check the filled table, store nothing</source>
        <translation>Ausgefüllte Tabelle nur prüfen, nichts speichern</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="56"/>
        <source>Contributions changed</source>
        <translation>Geänderte Beiträge</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="82"/>
        <source>{changed} of {rows} rows change a contribution.</source>
        <translation>{changed} von {rows} Zeilen ändern einen Beitrag.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="14"/>
        <source>Ambitious and accepted</source>
        <translation>Ambitioniert und akzeptiert</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/bridge/smart_words.py" line="33"/>
        <source>link the goal to a need, a dimension, the 2030 Agenda or the Charter</source>
        <translation>das Ziel mit einem Bedarf, einer Dimension, der Agenda 2030 oder der Charta verbinden</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/measures/digital.py" line="28"/>
        <source>The Smart City Charter asks towns to weigh chances and risks of digital measures: data protection, security, dependence on suppliers, access for everybody, energy demand. Both are printed on the sheet of the measure.</source>
        <translation>Die Smart City Charta verlangt, Chancen und Risiken digitaler Maßnahmen abzuwägen: Datenschutz, Sicherheit, Abhängigkeit von Anbietern, Zugang für alle, Energiebedarf. Beides wird im Steckbrief der Maßnahme gedruckt.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_typed.py" line="51"/>
        <source>Not stored yet: {fields}. Try again, or let it go by “Reload”.</source>
        <translation>Noch nicht gespeichert: {fields}. Noch einmal versuchen oder mit „Neu laden“ verwerfen.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_typed.py" line="72"/>
        <source>Not stored: “{text}”.</source>
        <translation>Nicht gespeichert: „{text}“.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_typed.py" line="77"/>
        <source>Not stored: {fields}.</source>
        <translation>Nicht gespeichert: {fields}.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_typed.py" line="80"/>
        <source>Close and lose it</source>
        <translation>Schließen und verwerfen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/register_typed.py" line="81"/>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/traceability/telling.py" line="31"/>
        <source>It has been deferred, and deferred measures answer no need.</source>
        <translation>Sie ist zurückgestellt; zurückgestellte Maßnahmen beantworten keinen Bedarf.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/gui/wording.py" line="127"/>
        <source>Funding check and Charter…</source>
        <translation>Förderprüfung und Charta …</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/check_goals.py" line="34"/>
        <source>Checks every sub-goal: specific (title, field of action, area), measurable (indicator or quantity with baseline and target), ambitious and accepted (a target that is possible and better than the baseline, somebody responsible), relevant (linked to a need, a dimension, the 2030 Agenda or the Smart City Charter), timed (target year after the baseline). What each letter asks for is a project default. Visions and main goals need no figures and are not checked.</source>
        <translation>Prüft jedes Teilziel: spezifisch (Titel, Handlungsfeld, Gebiet), messbar (Indikator oder Messgröße mit Ausgangs- und Zielwert), ambitioniert und akzeptiert (ein möglicher Zielwert, besser als der Ausgangswert, und eine Zuständigkeit), relevant (verbunden mit einem Bedarf, einer Dimension, der Agenda 2030 oder der Smart City Charta), terminiert (Zieljahr nach dem Ausgangswert). Was jeder Buchstabe verlangt, ist eine Projektvorgabe. Leitbilder und Oberziele brauchen keine Zahlen und werden nicht geprüft.</translation>
    </message>
    <message>
        <location filename="../smartcity_plugin/processing/algorithms/weigh_contributions.py" line="33"/>
        <source>Writes all contributions into a table (XLSX or CSV) in which status, answer, sector, need, goals and measures can be filled, and takes a filled table back: rows are joined by their number, empty cells leave what is stored, and unknown words or numbers are told and left out. What others have weighed in the study since the table was written stays and is told; the last column, which must not be changed, shows it. Give a filled table, a table to write, or both: then the filled one is read first. Who rejects or adopts in part says why.</source>
        <translation>Schreibt alle Beiträge in eine Tabelle (XLSX oder CSV), in der sich Abwägung, Antwort, Handlungsfeld, Bedarf, Ziele und Maßnahmen ausfüllen lassen, und liest die ausgefüllte Tabelle wieder ein: Zeilen werden über ihre Nummer zugeordnet, leere Zellen lassen stehen, was gespeichert ist; unbekannte Wörter und Nummern werden genannt und ausgelassen. Was andere seit der Ausgabe der Tabelle in der Studie abgewogen haben, bleibt stehen und wird genannt; das zeigt die letzte Spalte, die nicht geändert werden darf. Geben Sie eine ausgefüllte Tabelle an, eine Ausgabe oder beides: Dann wird zuerst eingelesen. Wer nicht oder nur teilweise aufnimmt, sagt, warum.</translation>
    </message>
</context>
</TS>
