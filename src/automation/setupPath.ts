import type { AutomationType } from './automationDetail.js';

/** A page of Setup that shows an old page inside, by the id of what it shows. */
const framed = (page: string, id: string): string =>
  `/lightning/setup/${page}/page?address=${encodeURIComponent(`/${id}`)}`;

/** Where something stands in Setup, as a path behind the address of the org; ids are the platform's own. */
export const setupPath = (type: AutomationType, sobject: string, id: string): string => {
  const [object, own] = [encodeURIComponent(sobject), encodeURIComponent(id)];
  switch (type) {
    case 'ValidationRule':
      return `/lightning/setup/ObjectManager/${object}/ValidationRules/${own}/view`;
    case 'ApexTrigger':
      return `/lightning/setup/ObjectManager/${object}/ApexTriggers/${own}/view`;
    case 'Flow':
    case 'Process':
      return `/builder_platform_interaction/flowBuilder.app?flowId=${own}`;
    case 'WorkflowRule':
      return framed('WorkflowRules', id);
    case 'DuplicateRule':
      return framed('DuplicateRules', id);
    case 'ApprovalProcess':
      return '/lightning/setup/ApprovalProcesses/home';
  }
};
