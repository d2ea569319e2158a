import { basename } from 'node:path';
import { hasParts, workflowFiles } from '../../../src/generate/workflow/workflowFiles.js';
import { workflowTypes } from '../../../src/generate/workflow/workflowPlan.js';
import { goldenFiles } from '../../support/golden.js';
import { partsPlanOf, planOf } from './workflowPlans.js';

const files = workflowTypes.flatMap((type) => workflowFiles(type, planOf(type)));

goldenFiles('workflow', Object.fromEntries(files.map(({ path, text }) => [basename(path), () => text])));

const parts = workflowTypes.filter(hasParts).flatMap((type) => workflowFiles(type, partsPlanOf(type)));

goldenFiles('workflow-parts', Object.fromEntries(parts.map(({ path, text }) => [basename(path), () => text])));
